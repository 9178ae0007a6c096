package org.bitgrad.data;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bitgrad.analysis.Progress;
import org.bitgrad.analysis.ProgressMeter;

/**
 * Brings a data set from its public places into the folder of its name below a root.
 *
 * <p>Mirrors are tried in order. A file that breaks off goes on where it stopped, at the next
 * mirror or in the next run; it gets its name only when length and checksum are right, at once, so
 * that a half file is never taken for a whole one. A file with a wrong checksum is not kept. Files
 * that are there and undamaged are not fetched again. One fetch of a data set at a time.
 */
public final class DataFetch {
  private static final String PARTIAL = ".part";
  private static final int ATTEMPTS = 3;

  private final DataSet set;
  private final List<DataSource> sources;
  private final Progress progress;
  private Download download = new Download();

  private DataFetch(DataSet set, List<DataSource> sources, Progress progress) {
    this.set = set;
    this.sources = sources;
    this.progress = progress;
  }

  /**
   * A fetch of a data set.
   *
   * @param name as {@code bitgrad data list} shows it
   * @param progress told the bytes that have arrived
   * @return the fetch
   * @throws IllegalArgumentException if there is no such data set, or no public place of its files
   */
  public static DataFetch of(String name, Progress progress) {
    DataSet set = DataSets.named(name);
    String reason = DataSource.whyNone(set.name());
    if (!reason.isEmpty()) {
      throw new IllegalArgumentException(
          "name is '%s', which has no public place: %s".formatted(set.name(), reason));
    }
    return new DataFetch(set, DataSource.of(set.name()), progress);
  }

  /**
   * A fetch from one address only, a mirror of one's own for instance.
   *
   * @param name as {@code bitgrad data list} shows it
   * @param address folder with the files of the data set in their usual form, http or https; see
   *     {@link #problemOf}
   * @param progress told the bytes that have arrived
   * @return the fetch
   * @throws IllegalArgumentException if there is no such data set, or it is no such address
   */
  public static DataFetch fromMirror(String name, String address, Progress progress) {
    String problem = problemOf(address);
    if (!problem.isEmpty()) {
      String shown = WebAddress.shown(WebAddress.withoutSecret(address));
      throw new IllegalArgumentException("address is '" + shown + "'; allowed: " + problem);
    }
    DataSource mirror = new DataSource(WebAddress.folder(address), 0, List.of(), "");
    return new DataFetch(DataSets.named(name), List.of(mirror), progress);
  }

  /**
   * What keeps an address from being one of a mirror, without asking it.
   *
   * @param address any text
   * @return what is allowed instead; empty if it is the address of a folder
   */
  public static String problemOf(String address) {
    return WebAddress.problemOfFolder(address);
  }

  static DataFetch from(DataSet set, List<DataSource> sources, Progress progress) {
    return new DataFetch(set, sources, progress);
  }

  /** The same, but a connection that is silent for so long counts as broken. */
  DataFetch patience(Duration silence) {
    return limits(StallWatch.Limits.silence(silence));
  }

  /** The same with other ideas of a broken connection. */
  DataFetch limits(StallWatch.Limits limits) {
    DataFetch other = new DataFetch(set, sources, progress);
    other.download = new Download(limits);
    return other;
  }

  /**
   * What a fetch did.
   *
   * @param folder where the data set lies now
   * @param files number of files that arrived
   * @param bytes their length
   */
  public record Result(Path folder, int files, long bytes) {}

  /**
   * Fetches what is missing.
   *
   * @param root folder that holds a folder per data set; made if need be
   * @return what was done; no files if all were there
   * @throws IOException if a file could not be fetched or written; the message names each mirror
   *     and what went wrong there
   * @throws InterruptedException if this thread was interrupted; the next run goes on from there
   */
  public Result into(Path root) throws IOException, InterruptedException {
    Path folder = root.resolve(set.name());
    if (missing(folder).isEmpty()) {
      return new Result(folder, 0, 0);
    }
    List<Path> made = make(folder);
    try {
      return locked(folder);
    } finally {
      // A folder in which nothing has arrived is not left behind.
      for (Path empty : made) {
        if (!deletedIfEmpty(empty)) {
          break;
        }
      }
    }
  }

  /** Makes a folder with those above it; gives those that were not there, the lowest first. */
  private static List<Path> make(Path folder) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path at = folder.toAbsolutePath(); at != null && Files.notExists(at); ) {
      made.add(at);
      at = at.getParent();
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      made.forEach(DataFetch::deletedIfEmpty);
      throw new IOException("cannot make folder '" + folder + "': " + WholeFiles.reason(e), e);
    }
    return made;
  }

  private static boolean deletedIfEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty() && Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Another process uses it or has deleted it; what the fetch has to say matters more.
      return false;
    }
  }

  private Result locked(Path folder) throws IOException, InterruptedException {
    Path lockFile = folder.resolve(".fetch.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, folder)) {
      try {
        return fetch(folder);
      } finally {
        Files.deleteIfExists(lockFile);
        lock.release();
      }
    }
  }

  private List<DataFile> missing(Path folder) {
    List<DataFile> missing = new ArrayList<>();
    for (DataFile file : set.files()) {
      if (file.inspect(folder).bad()) {
        missing.add(file);
      }
    }
    return missing;
  }

  private FileLock lock(FileChannel channel, Path folder) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("another fetch of " + set.name() + " is writing " + folder, e);
    }
    throw new IOException("another fetch of " + set.name() + " is writing " + folder);
  }

  private Result fetch(Path folder) throws IOException, InterruptedException {
    List<DataFile> missing = missing(folder);
    DataSource first = sources.get(0);
    if (!first.archive().isEmpty()) {
      return unpacked(folder, first);
    }
    long total = missing.stream().mapToLong(file -> form(file, first).bytes()).sum();
    ProgressMeter meter = new ProgressMeter(progress, total);
    for (DataFile file : missing) {
      List<Wanted> wanted = new ArrayList<>();
      for (DataSource source : sources) {
        wanted.add(new Wanted(source.folder(), form(file, source)));
      }
      place(folder, wanted, meter);
    }
    return new Result(folder, missing.size(), total);
  }

  private Result unpacked(Path folder, DataSource first) throws IOException, InterruptedException {
    DataFile.Form archive = first.archive().get(0);
    List<Wanted> wanted = new ArrayList<>();
    sources.forEach(source -> wanted.add(new Wanted(source.folder(), archive)));
    Path packed = folder.resolve(archive.name());
    if (new DataFile(List.of(archive)).inspect(folder).bad()) {
      place(folder, wanted, new ProgressMeter(progress, archive.bytes()));
    }
    TarFile.unpack(packed, first.inside(), set.files(), folder);
    Files.delete(packed);
    return new Result(folder, set.files().size(), archive.bytes());
  }

  private static DataFile.Form form(DataFile file, DataSource source) {
    return file.forms().get(source.form());
  }

  /** A form of a file at a mirror. */
  private record Wanted(String folder, DataFile.Form form) {
    URI address() {
      return URI.create(folder + form.name());
    }
  }

  private void place(Path folder, List<Wanted> mirrors, ProgressMeter meter)
      throws IOException, InterruptedException {
    Bytes bytes = new Bytes(meter);
    Set<String> failures = new LinkedHashSet<>();
    for (Wanted mirror : mirrors) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Path partial = folder.resolve(mirror.form().name() + PARTIAL);
        long before = Files.exists(partial) ? Files.size(partial) : 0;
        try {
          bytes.resume(mirror.form().name(), before);
          download.complete(mirror.address(), mirror.form().bytes(), partial, bytes::arrived);
          keep(partial, mirror.form(), folder.resolve(mirror.form().name()));
          return;
        } catch (Download.FailedException e) {
          failures.add(mirror.address() + ": " + e.getMessage());
          long after = Files.exists(partial) ? Files.size(partial) : 0;
          // Another attempt only if this one brought something or threw a bad beginning away.
          if (after == before) {
            break;
          }
        }
      }
    }
    throw new IOException(
        "cannot fetch %s of %s; tried %s"
            .formatted(mirrors.get(0).form().name(), set.name(), String.join("; ", failures)));
  }

  /** Gives a complete file its name, or deletes it. */
  private static void keep(Path partial, DataFile.Form form, Path target) throws IOException {
    String method = Checksum.method(form.checksum());
    String sum = Checksum.of(partial, method);
    if (!sum.equals(form.checksum())) {
      Files.delete(partial);
      throw new Download.FailedException(
          "%s is %s, expected %s; not kept".formatted(method, sum, form.checksum()));
    }
    try (FileOutputStream out = new FileOutputStream(partial.toFile(), true)) {
      out.getFD().sync();
    }
    Files.move(
        partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Turns lengths of a partial file, which may begin again, into progress. */
  private static final class Bytes {
    private final ProgressMeter meter;
    private String name = "";
    private long counted;

    Bytes(ProgressMeter meter) {
      this.meter = meter;
    }

    void resume(String file, long have) {
      name = file;
      if (have > counted) {
        meter.resume(have - counted);
        counted = have;
      }
    }

    void arrived(long have) {
      if (have > counted) {
        meter.advance(name, have - counted);
        counted = have;
      }
    }
  }
}
