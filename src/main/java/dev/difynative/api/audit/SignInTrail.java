package dev.difynative.api.audit;

import java.util.UUID;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.difynative.audit.AuditLog;
import dev.difynative.audit.Deed;
import dev.difynative.auth.AccountService;
import dev.difynative.auth.Email;
import dev.difynative.platform.error.Failure;
import dev.difynative.workspace.Memberships;
import io.vertx.ext.web.RoutingContext;

/** Writes down who signs in, and who tries to and is refused, in the workspace that the account works in. */
@Singleton
public class SignInTrail {
    private static final Logger LOG = Logger.getLogger(SignInTrail.class);

    private final AuditLog log;
    private final AccountService accounts;
    private final Memberships memberships;

    SignInTrail(AuditLog log, AccountService accounts, Memberships memberships) {
        this.log = log;
        this.accounts = accounts;
        this.memberships = memberships;
    }

    public void signedIn(String email, RoutingContext request) { note("session.login", email, request); }

    /** Of an address that has no account there is nothing to be written, and nowhere. */
    public void refused(String email, RoutingContext request) {
        note("session.login_refused", email, request);
    }

    private void note(String action, String email, RoutingContext request) {
        String ip = request.request().remoteAddress() == null ? null : request.request().remoteAddress().hostAddress();
        // Elsewhere, so that it cannot be told from the time of a refusal whether there is an account.
        Thread.startVirtualThread(() -> write(action, email, ip));
    }

    private void write(String action, String email, String ip) {
        try {
            accounts.findByEmail(Email.normalise(email)).ifPresent(account -> memberships.home(account.id()).ifPresent(
                    (UUID tenant) -> log.write(new Deed(tenant, account.id(), null, "console", action, "POST",
                            "/console/api/login", account.id().toString(), ip))));
        } catch (Failure noAddress) {
            LOG.debugf("Somebody tried to sign in as what is no address: %s", noAddress.getMessage());
        } catch (RuntimeException unwritable) {
            LOG.errorf(unwritable, "The audit log misses %s", action);
        }
    }
}
