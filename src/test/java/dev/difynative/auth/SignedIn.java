package dev.difynative.auth;

import java.util.UUID;

import jakarta.inject.Singleton;

import dev.difynative.testsupport.Rows;
import dev.difynative.workspace.Memberships;
import dev.difynative.workspace.Role;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Members of workspaces with a valid access token, without the work of a password. */
@Singleton
public class SignedIn {
    private final Sessions sessions;
    private final Memberships memberships;

    SignedIn(Sessions sessions, Memberships memberships) {
        this.sessions = sessions;
        this.memberships = memberships;
    }

    /** Somebody who is signed in. */
    public record Person(UUID tenantId, UUID accountId, String accessToken) {

        public RequestSpecification request() {
            return RestAssured.given().header("Authorization", "Bearer " + accessToken).contentType(ContentType.JSON);
        }
    }

    /** The owner of a workspace of its own. */
    public Person owner() { return member(Rows.tenant(), Role.OWNER); }

    public Person member(UUID tenantId, Role role) {
        UUID account = UUID.randomUUID();
        Rows.insert("""
                INSERT INTO accounts (id, email, name, password_hash, interface_language, timezone, status, created_at)
                VALUES (?, ?, 'Test', '', 'en-US', 'UTC', 'active', now())""", account, account + "@example.com");
        memberships.add(tenantId, account, role);
        return new Person(tenantId, account, sessions.begin(account, tenantId).accessToken());
    }
}
