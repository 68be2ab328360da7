package io.github.sitepack.core.report;

/** Transfers that nobody watches. */
enum Unseen implements Transfers, Transfer, Transfers.Steps {
  INSTANCE;

  @Override
  public Transfer begin(Way way, String name, long size) {
    return this;
  }

  @Override
  public Transfers.Steps expect(int things) {
    return this;
  }

  @Override
  public void size(long bytes) {}

  @Override
  public void at(long bytes) {}

  @Override
  public void done() {}

  @Override
  public void next() {}

  @Override
  public void close() {}
}
