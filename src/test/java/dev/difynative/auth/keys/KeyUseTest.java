package dev.difynative.auth.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Clock;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.Rows;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;

@QuarkusTest
class KeyUseTest {
    @Inject ApiKeys keys;
    @Inject ApiKeyService service;
    @Inject KeyUse use;
    @Inject AgroalDataSource database;
    @Inject Vertx vertx;

    @Test
    void theLastUseIsWrittenLaterAndAllAtOnce() {
        // The service's own may write at any time what other tests have used.
        KeyUse use = new KeyUse(database, vertx, Clock.systemUTC());
        KeyScope scope = KeyScope.datasets(Rows.tenant());
        UUID first = service.issue(scope, KeyTerms.NONE, null).id();
        service.issue(scope, KeyTerms.NONE, null);
        use.note(first);
        use.note(first);
        assertNull(service.list(scope).getFirst().lastUsedAt());
        use.write();
        assertNotNull(service.list(scope).getFirst().lastUsedAt());
        assertNull(service.list(scope).getLast().lastUsedAt());
    }

    @Test
    void whoeverOpensSomethingWithAKeyUsesIt() {
        KeyScope scope = KeyScope.datasets(Rows.tenant());
        keys.touch(service.issue(scope, KeyTerms.NONE, null).id());
        use.write();
        Eventually.isTrue("the use is written", () -> service.list(scope).getFirst().lastUsedAt() != null);
    }

    @Test
    void theUseOfAKeyThatIsGoneHarmsNobody() {
        KeyScope scope = KeyScope.datasets(Rows.tenant());
        UUID id = service.issue(scope, KeyTerms.NONE, null).id();
        keys.touch(id);
        service.revoke(scope, id);
        use.write();
        assertEquals(0, service.list(scope).size());
    }
}
