package io.github.spencerpark.jupyter.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;

/** The part of the base kernel's class of this name that the library calls. */
public class DisplayData {
  public final Map<String, Object> data = new LinkedHashMap<>();
  public final Map<String, Object> metadata = new LinkedHashMap<>();
  public String identifier;

  public void putData(String type, Object content) {
    data.put(type, content);
  }

  public void putMetaData(String type, Object content) {
    metadata.put(type, content);
  }

  public void setDisplayId(String id) {
    identifier = id;
  }
}
