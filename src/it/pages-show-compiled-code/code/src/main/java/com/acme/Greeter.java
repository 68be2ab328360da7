package com.acme;

/** Says hello. */
public final class Greeter {
  // tag::greet[]
  /** Says hello to somebody. */
  public String greet(String name) {
    return "Hello " + name;
  }
  // end::greet[]

  // tag::main[]
  /** Says hello to everybody. */
  public static void main(String[] args) {
    System.out.println(new Greeter().greet("world"));
  }
  // end::main[]
}
