package com.acme;

import java.util.List;

/** Says hello. */
public final class Greeter {
  // #region greet
  /** A greeting for each of them, in their order. */
  public List<String> greet(List<String> names) {
    return names.stream().map(name -> "Hello " + name).toList();
  }

  // #endregion

  // tag::shout[]
  /** The same, loudly. */
  public String shout(String name) {
    return name + "!";
  }
  // end::shout[]
}
