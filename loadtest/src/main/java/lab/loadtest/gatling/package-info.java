/**
 * Everything that loads sent by Gatling have in common: arrivals, a rehearsal, a run inside the lab
 * and one by Gatling's own Maven plugin. A service adds its {@link lab.loadtest.gatling.Users}, its
 * {@link lab.loadtest.gatling.GatlingWorkload} and a class of three lines that Gatling finds.
 */
@NullMarked
package lab.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
