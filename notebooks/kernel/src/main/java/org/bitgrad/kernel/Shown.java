package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Map;

/**
 * How a value is shown.
 *
 * @param contents texts by MIME type, always with {@code text/plain}
 * @param imageSize width and height of the image among them, empty if there is none
 */
record Shown(Map<String, String> contents, Map<String, Object> imageSize) {
  static final String PLAIN = "text/plain";

  Shown {
    contents = Map.copyOf(contents);
    imageSize = Map.copyOf(imageSize);
  }

  static Shown plain(String text) {
    return new Shown(Map.of(PLAIN, text), Map.of());
  }

  String text() {
    return contents.get(PLAIN);
  }

  DisplayData data() {
    DisplayData data = new DisplayData();
    contents.forEach(data::putData);
    if (!imageSize.isEmpty()) {
      data.putMetaData("image/png", imageSize);
    }
    return data;
  }
}
