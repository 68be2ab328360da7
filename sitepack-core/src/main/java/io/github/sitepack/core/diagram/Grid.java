package io.github.sitepack.core.diagram;

/** Turns places along and across ranks into those on the page. */
interface Grid {
  /**
   * The distance from the left of the page.
   *
   * @param side along the ranks
   * @param deep across them
   */
  double x(double side, double deep);

  /** The distance from its top. */
  double y(double side, double deep);

  /** Both, as paths have them. */
  default String at(double side, double deep) {
    return Shape.at(x(side, deep), y(side, deep));
  }
}
