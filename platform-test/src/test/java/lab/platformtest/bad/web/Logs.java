package lab.platformtest.bad.web;

class Logs {
  Object log = java.util.logging.Logger.getGlobal();
}
