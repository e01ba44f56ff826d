package dev.difynative.chat.conversation;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import dev.difynative.chat.ChatConfig;
import dev.difynative.platform.instance.InstanceRegistry;
import dev.difynative.platform.instance.Patrols;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;

/** Closes the messages of processes that died while answering, so that no reader waits for them; each instance looks for all. */
@ApplicationScoped
class AbandonedMessages {
    private static final Logger LOG = Logger.getLogger(AbandonedMessages.class);
    private static final String EXPLANATION = "The process that was answering ended before the answer was complete";

    private final InstanceRegistry instances;
    private final ChatConfig config;
    private final Clock clock;
    private final Patrols patrols;

    AbandonedMessages(InstanceRegistry instances, ChatConfig config, Clock clock, Patrols patrols) {
        this.instances = instances;
        this.config = config;
        this.clock = clock;
        this.patrols = patrols;
    }

    void watch(@Observes StartupEvent started) { patrols.every(config.abandonedCheck(), "abandoned messages", this::close); }

    /** Closes what dead processes left; how many messages. */
    int close() {
        if (!instances.canJudge()) {
            return 0;
        }
        List<UUID> dead = instances.deadInstances();
        List<UUID> live = instances.liveInstances();
        int closed = QuarkusTransaction.requiringNew().call(() -> Message.closeAbandoned(live, EXPLANATION, clock.instant()));
        dead.forEach(instances::forget);
        if (closed > 0) {
            LOG.infof("Closed %d messages of processes that are gone", closed);
        }
        return closed;
    }
}
