package org.bitgrad.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.bitgrad.random.Shown;

/** Addresses that files are fetched from: http or https with a host, and nothing hidden in them. */
final class WebAddress {
  private static final int HIGHEST_PORT = 65535;
  private static final int LONGEST_SHOWN = 100;

  private WebAddress() {}

  /**
   * What is wrong with the address of a folder, as the words after "allowed:".
   *
   * @return empty if nothing is
   */
  static String problemOfFolder(String address) {
    URI uri = parsed(address);
    if (uri == null) {
      return "http://... or https://... with a host, without spaces";
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "the address of a folder, without ? and #";
    }
    return problem(uri);
  }

  /** The address of a folder without problems, with a slash at its end. */
  static String folder(String address) {
    String ascii = URI.create(address).toASCIIString();
    return ascii.endsWith("/") ? ascii : ascii + "/";
  }

  private static URI parsed(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String problem(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return "http://... or https://...";
    }
    if (uri.getRawUserInfo() != null
        || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
      return "an address without a user name";
    }
    if (uri.getHost() == null) {
      return scheme + "://HOST/..., HOST of letters, digits, '-' and '.', with a port up to 65535";
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      return "a port from 1 to " + HIGHEST_PORT;
    }
    return "";
  }

  /**
   * Where a redirect leads.
   *
   * @param from address that was asked for
   * @param location what the server answered, absolute or relative to that address
   * @throws Download.FailedException if it is no address to be followed; the message says why
   */
  static URI redirected(URI from, Optional<String> location) throws Download.FailedException {
    if (location.isEmpty() || location.get().isBlank()) {
      throw new Download.FailedException("the server redirects, but does not say where to");
    }
    String shown = "the server redirects to '" + shown(location.get()) + "'; allowed: ";
    URI named = parsed(location.get().strip());
    if (named == null) {
      throw new Download.FailedException(shown + "an address without spaces");
    }
    URI to = from.resolve(named);
    String problem = problem(to);
    if (!problem.isEmpty()) {
      throw new Download.FailedException(shown + problem);
    }
    if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
      throw new Download.FailedException(shown + "https, as in the address before");
    }
    // A fragment is for readers of pages, not for servers.
    return URI.create(to.toASCIIString().replaceFirst("#.*", ""));
  }

  /** A word of a server, or of a library about it, as a part of one line. */
  static String shown(String text) {
    return Shown.cut(text, LONGEST_SHOWN);
  }

  /** The address with what stands before an at sign hidden: it may be a password. */
  static String withoutSecret(String address) {
    return address.replaceFirst("//[^/@]*@", "//...@");
  }
}
