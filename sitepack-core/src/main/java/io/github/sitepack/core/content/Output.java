package io.github.sitepack.core.content;

/** Where a page's HTML is written to, of which a part can be caught on the way. */
final class Output implements Appendable {
  private StringBuilder current = new StringBuilder();

  /** What is written meanwhile, which then is written nowhere else. */
  String capture(Runnable writing) {
    StringBuilder outer = current;
    current = new StringBuilder();
    try {
      writing.run();
      return current.toString();
    } finally {
      current = outer;
    }
  }

  @Override
  public Appendable append(CharSequence text) {
    current.append(text);
    return this;
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) {
    current.append(text, start, end);
    return this;
  }

  @Override
  public Appendable append(char c) {
    current.append(c);
    return this;
  }

  @Override
  public String toString() {
    return current.toString();
  }
}
