package org.bitgrad.papers.psa2020;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.bitgrad.analysis.Metric;

/**
 * The curves of the published figures, measured from the paths of the vector graphics that lie
 * beside the authors' code: 36 points each, to 5 digits. They belong to networks whose parameters
 * are not shipped here.
 */
public final class PublishedFigures {
  private static final String FILE = "published-figures.json";

  private final JsonNode root;

  private PublishedFigures(JsonNode root) {
    this.root = root;
  }

  /** {@return the figures, read from the resources of this package} */
  public static PublishedFigures read() {
    try (InputStream in = PublishedFigures.class.getResourceAsStream(FILE)) {
      return new PublishedFigures(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  /** {@return where the numbers come from} */
  public String source() {
    return root.path("source").asText();
  }

  /** {@return numbers of averaged samples M of every curve, ascending} */
  public double[] samples() {
    return numbers(root.path("M"));
  }

  /**
   * A curve.
   *
   * @param stage which checkpoint
   * @param metric {@link Metric#RMSE} or {@link Metric#COSINE}
   * @param layer 0 to 3
   * @param estimator name in the library, for example {@code concrete(0.1)}
   * @return one number per M
   */
  public double[] curve(Stage stage, Metric metric, int layer, String estimator) {
    JsonNode curve =
        root.path("checkpoints")
            .path(stage.publishedCheckpoint())
            .path(metric == Metric.RMSE ? "rmse" : "cos")
            .path("layer" + layer)
            .path(Names.published(estimator))
            .path("v");
    if (!curve.isArray()) {
      throw new IllegalArgumentException("no figure shows " + metric + " of layer " + layer);
    }
    return numbers(curve);
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
