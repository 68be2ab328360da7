package io.github.sitepack.core.diagram;

/** A line as it grows; pieces that go on straight become one. */
final class Way {
  private final Grid grid;
  private final StringBuilder d = new StringBuilder();
  private double side;
  private double deep;
  private boolean pending;

  Way(Grid grid) {
    this.grid = grid;
  }

  void move(double toSide, double toDeep) {
    flush();
    d.append('M').append(grid.at(toSide, toDeep));
    side = toSide;
    deep = toDeep;
  }

  /** On across the ranks. */
  void line(double toSide, double toDeep) {
    if (Math.abs(toDeep - deep) > 0.05 || pending) {
      pending = true;
      side = toSide;
      deep = toDeep;
    }
  }

  /** On along a rank. */
  void along(double toSide) {
    pending = true;
    side = toSide;
    flush();
  }

  /** From one rank to the next. */
  void curve(double fromSide, double fromDeep, double toSide, double toDeep) {
    line(fromSide, fromDeep);
    if (Math.abs(toSide - fromSide) < 0.6) {
      line(toSide, toDeep);
      return;
    }
    double half = (fromDeep + toDeep) / 2;
    bow(fromSide, half, toSide, half, toSide, toDeep);
  }

  void bow(double s1, double d1, double s2, double d2, double toSide, double toDeep) {
    flush();
    d.append('C').append(grid.at(s1, d1)).append(' ').append(grid.at(s2, d2)).append(' ');
    d.append(grid.at(toSide, toDeep));
    side = toSide;
    deep = toDeep;
  }

  private void flush() {
    if (pending) {
      d.append('L').append(grid.at(side, deep));
      pending = false;
    }
  }

  String d() {
    flush();
    return d.toString();
  }
}
