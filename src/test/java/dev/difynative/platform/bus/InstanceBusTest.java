package dev.difynative.platform.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class InstanceBusTest {
    private final InstanceBus bus = new InstanceBus();
    private final List<String> heard = new ArrayList<>();

    @Test
    void consumersHaveHeardTheMessageWhenPublishReturns() {
        bus.subscribe("stop", heard::add);
        bus.publish("stop", "one");
        bus.publish("other", "two");
        assertEquals(List.of("one"), heard);
    }

    @Test
    void aFailingConsumerHarmsNeitherPublisherNorTheOthers() {
        bus.subscribe("stop", message -> {
            throw new IllegalStateException("broken consumer");
        });
        bus.subscribe("stop", heard::add);
        bus.publish("stop", "one");
        assertEquals(List.of("one"), heard);
    }
}
