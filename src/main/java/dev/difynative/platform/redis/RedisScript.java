package dev.difynative.platform.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/** A Lua script of the class path's folder {@code redis}, run in one round trip; Redis keeps it by its hash. */
public final class RedisScript {
    private final String source;
    private final String hash;

    public RedisScript(String name) {
        try (InputStream script = RedisScript.class.getResourceAsStream("/redis/" + name)) {
            byte[] bytes = script.readAllBytes();
            source = new String(bytes, StandardCharsets.UTF_8);
            hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Future<Response> run(Redis redis, List<String> keys, List<String> arguments) {
        return redis.send(request(Command.EVALSHA, hash, keys, arguments)).recover(fault -> {
            // Redis does not know the script yet, or was started again.
            if (String.valueOf(fault.getMessage()).startsWith("NOSCRIPT")) {
                return redis.send(request(Command.EVAL, source, keys, arguments));
            }
            return Future.failedFuture(fault);
        });
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
