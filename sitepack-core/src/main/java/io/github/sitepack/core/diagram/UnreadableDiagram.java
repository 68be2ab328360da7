package io.github.sitepack.core.diagram;

/** A text that is no diagram, or one that cannot be drawn. */
public final class UnreadableDiagram extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;
  private final String fix;

  UnreadableDiagram(int line, int column, String what, String fix) {
    super(what);
    this.line = line;
    this.column = column;
    this.fix = fix;
  }

  /** The line of the text, from 1. */
  public int line() {
    return line;
  }

  /** The column in that line, in UTF-16 units from 1. */
  public int column() {
    return column;
  }

  /** How to mend it. */
  public String fix() {
    return fix;
  }
}
