package dev.difynative.quota;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jboss.logging.Logger;

import dev.difynative.platform.redis.RedisScript;
import dev.difynative.platform.redis.SharedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;

/** Counts the calls of all instances in Redis, by its clock, all windows of a call in one round trip. */
final class RedisWindows {
    private static final Logger LOG = Logger.getLogger(RedisWindows.class);
    /** As many as the pool of the client holds. */
    private static final int CONNECTIONS = 8;

    private final SharedRedis redis;
    private final RedisScript script = new RedisScript("rate-limit.lua");
    private final RedisScript made = new RedisScript("calls-made.lua");

    RedisWindows(SharedRedis redis) { this.redis = redis; }

    /** What Redis has decided, and how each window stands then. */
    record Counted(boolean allowed, long now, List<Standing> standings) {
        Decision decision() { return Decision.of(allowed, now, standings); }
    }

    /** Opens the connections that calls will use, and makes the script known. */
    void prepare() {
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            script.run(redis.client(), List.of(), List.of())
                    .onFailure(fault -> LOG.debugf("Redis is not ready to count calls yet: %s", fault.getMessage()));
        }
    }

    Call call(UUID tenantId, CallLimits plan, List<Part> parts) { return new Call(question(tenantId, plan, parts)); }

    /** A call that is to be counted; Redis is asked about it once. */
    final class Call {
        private final Question question;
        private Future<Counted> answer;

        private Call(Question question) { this.question = question; }

        boolean isAsked() { return answer != null; }

        Future<Counted> ask(Redis client) {
            if (answer == null) {
                answer = script.run(client, question.keys, question.arguments)
                        .map(response -> counted(response, question.limits));
            }
            return answer;
        }
    }

    private record Question(List<String> keys, List<String> arguments, List<Long> limits) {

        void claim(String prefix, CallLimits claimed) {
            for (Span span : Span.under(claimed)) {
                long limit = claimed.within(span);
                String key = prefix + span.millis;
                keys.addAll(List.of(key, key + ":n"));
                arguments.addAll(List.of(Long.toString(limit), Long.toString(span.millis), Long.toString(span.grain(limit))));
                limits.add(limit);
            }
        }
    }

    private static Question question(UUID tenantId, CallLimits plan, List<Part> parts) {
        Question question = new Question(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        question.claim(prefix(tenantId), plan);
        parts.forEach(part -> question.claim(prefix(tenantId) + part.id() + ":", part.limits()));
        return question;
    }

    private static Counted counted(Response answer, List<Long> limits) {
        List<Standing> standings = new ArrayList<>();
        for (int window = 0; window < limits.size(); window++) {
            standings.add(new Standing(limits.get(window), answer.get(2 + 2 * window).toLong(),
                    answer.get(3 + 2 * window).toLong()));
        }
        return new Counted(answer.get(0).toInteger() == 1, answer.get(1).toLong(), standings);
    }

    long made(UUID tenantId, Span span) {
        String marks = prefix(tenantId) + span.millis;
        return redis.ask(client -> made.run(client, List.of(marks, marks + ":n"), List.of())).toLong();
    }

    /** The braces keep all keys of a workspace on one node of a Redis cluster. */
    private static String prefix(UUID tenantId) {
        return "dify:calls:{" + tenantId + "}:";
    }
}
