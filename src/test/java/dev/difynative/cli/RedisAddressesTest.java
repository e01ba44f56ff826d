package dev.difynative.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressesTest {

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "redis://bad host", "http://host:6379", "localhost:6379", "redis://",
            "redis://host:99999",
            "redis://redis_1:6379",
            "redis://one:6379,two:6379",
            "redis:6379", "redis:host:6379", "redis:///0", "rediss:host", "//host:6379", "unix:redis.sock",
            "redis://one:6379,redis:6379"})
    void whatTheClientCannotReadIsRefused(String addresses) {
        assertThrows(CommandFailure.class, () -> RedisAddresses.check(addresses));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://host", "redis://host:6379/1", "rediss://user:p%40ss@host:6380", "redis://:secret@host",
            "redis://one:6379, redis://two:6379", "unix:///run/redis.sock"})
    void whatItCanReadIsTaken(String addresses) { assertDoesNotThrow(() -> RedisAddresses.check(addresses)); }

    @ParameterizedTest
    @ValueSource(strings = "redis://:secret@bad host")
    void theRefusalRepeatsNoPassword(String addresses) {
        String message = assertThrows(CommandFailure.class, () -> RedisAddresses.check(addresses)).getMessage();
        assertFalse(message.contains("secret"), message);
    }
}
