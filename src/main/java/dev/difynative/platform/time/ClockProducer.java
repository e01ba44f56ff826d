package dev.difynative.platform.time;

import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

class ClockProducer {

    @Produces
    @Singleton
    Clock clock() { return Clock.systemUTC(); }
}
