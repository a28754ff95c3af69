package lab.platformtest.bad.web;

class Prints {
  void print() {
    System.out.println("a service does not print");
  }
}
