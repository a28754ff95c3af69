package lab.platform.bad;

import lab.someservice.Thing;

/** Breaks the rule that the platform depends on no service. */
record KnowsAService(Thing thing) {}
