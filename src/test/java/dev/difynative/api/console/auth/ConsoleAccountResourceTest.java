package dev.difynative.api.console.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.difynative.platform.persistence.Ids;
import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TinyImages;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleAccountResourceTest {
    @Inject Members members;

    @Test
    void aPersonIsRenamed() {
        Member owner = members.owner();
        owner.request().body(Map.of("name", " Grace ")).post("/console/api/account/name").then().statusCode(200);
        owner.request().get("/console/api/account/profile").then().body("name", equalTo("Grace"));
    }

    @Test
    void aChangedPasswordEndsEveryOtherSignIn() {
        Member owner = members.owner();
        String other = login(owner.email(), Members.PASSWORD).then().statusCode(200).extract().path("data.access_token");
        owner.request().body(Map.of("password", Members.PASSWORD, "new_password", "battery staple 2", "repeat_new_password",
                "battery staple 2")).post("/console/api/account/password").then().statusCode(200);
        owner.request().get("/console/api/account/profile").then().statusCode(200);
        given().header("Authorization", "Bearer " + other).get("/console/api/account/profile").then().statusCode(401);
        login(owner.email(), Members.PASSWORD).then().statusCode(401);
        login(owner.email(), "battery staple 2").then().statusCode(200);
    }

    @Test
    void aPasswordIsChangedOnlyByWhoKnowsTheOldOne() {
        members.owner().request().body(Map.of("password", "wrong horse 1", "new_password", "battery staple 2"))
                .post("/console/api/account/password")
                .then().statusCode(400).body("code", equalTo("current_password_incorrect"));
    }

    @Test
    void theRepeatedPasswordMustBeTheSame() {
        members.owner().request().body(Map.of("password", Members.PASSWORD, "new_password", "battery staple 2",
                "repeat_new_password", "battery staple 3")).post("/console/api/account/password")
                .then().statusCode(400).body("code", equalTo("repeat_password_not_match"));
    }

    @Test
    void anUploadedImageShowsAPerson() {
        Member owner = members.owner();
        Member normal = members.join(owner.tenantId(), Role.NORMAL);
        String image = upload(normal, "me.PNG");
        String url = avatar(normal, image).statusCode(200).body("avatar", equalTo(image)).extract().path("avatar_url");
        assertShown(url);
        assertShown(normal.request().get("/console/api/account/profile").path("avatar_url"));
        assertShown(owner.request().get("/console/api/workspaces/current/members")
                .path("accounts.find { it.id == '" + normal.accountId() + "' }.avatar_url"));
        assertShown(Members.manage(Members.token(normal)).get("/api/management/users/current").path("avatar"));
        given().get("/files/" + image + "/image-preview").then().statusCode(404);
        given().get(url.replace(image, upload(normal, "other.png"))).then().statusCode(404);
        given().get(url.replace("image-preview", "file-preview")).then().statusCode(404);
        avatar(normal, "").statusCode(200).body("avatar_url", nullValue());
    }

    @Test
    void onlyAnImageOfOnesOwnInTheWorkspaceBecomesTheAvatar() {
        Member owner = members.owner();
        String image = upload(owner, "me.png");
        avatar(owner, image).statusCode(200);
        refused(owner, upload(members.join(owner.tenantId(), Role.EDITOR), "theirs.png"), image);
        refused(owner, upload(members.owner(), "foreign.png"), image);
        refused(owner, Ids.next().toString(), image);
        send(owner, "me.txt").statusCode(415);
        String text = send(owner, "me.txt", "trials").statusCode(201).extract().path("id");
        avatar(owner, text).statusCode(400).body("details.field", equalTo("avatar"));
        owner.request().get("/console/api/account/profile").then().body("avatar", equalTo(image));
    }

    @Test
    void theFileOfAFormerAvatarIsDeleted() {
        Member owner = members.owner();
        String first = upload(owner, "first.png");
        String url = avatar(owner, first).extract().path("avatar_url");
        avatar(owner, first).statusCode(200);
        assertShown(url);
        String second = upload(owner, "second.png");
        avatar(owner, second).statusCode(200);
        given().get(url).then().statusCode(404);
        assertEquals(List.of(second), Rows.texts("SELECT id FROM upload_files WHERE tenant_id = ?", owner.tenantId()));
        avatar(owner, "").statusCode(200);
        assertEquals(List.of(), Rows.texts("SELECT id FROM upload_files WHERE tenant_id = ?", owner.tenantId()));
    }

    @Test
    void theFileOfAFormerAvatarStaysWhereAnAppIsShownByIt() {
        Member owner = members.owner();
        String image = upload(owner, "both.png");
        avatar(owner, image).statusCode(200);
        owner.request().body(Map.of("name", "App", "mode", "chat", "icon_type", "image", "icon", image.toUpperCase(Locale.ROOT)))
                .post("/console/api/apps")
                .then().statusCode(201);
        avatar(owner, "").statusCode(200);
        assertEquals(List.of(image), Rows.texts("SELECT id FROM upload_files WHERE tenant_id = ?", owner.tenantId()));
    }

    @Test
    void anImageThatWasNotUploadedAsAnAvatarStays() {
        Member owner = members.owner();
        String image = send(owner, "graph.png", "trials").statusCode(201).extract().path("id");
        avatar(owner, image).statusCode(200);
        avatar(owner, "").statusCode(200);
        assertEquals(List.of(image), Rows.texts("SELECT id FROM upload_files WHERE tenant_id = ?", owner.tenantId()));
    }

    private static void refused(Member member, String file, String kept) {
        avatar(member, file).statusCode(404).body("code", equalTo("file_not_found"));
        member.request().get("/console/api/account/profile").then().body("avatar", equalTo(kept));
    }

    private static ValidatableResponse avatar(Member member, String avatar) {
        return member.request().body(Map.of("avatar", avatar)).post("/console/api/account/avatar").then();
    }

    private static void assertShown(String url) {
        byte[] shown = given().get(url).then().statusCode(200).contentType("image/png").header("Content-Disposition", nullValue())
                .extract().asByteArray();
        assertArrayEquals(TinyImages.png(), shown);
    }

    private static String upload(Member member, String name) { return send(member, name).statusCode(201).extract().path("id"); }

    private static ValidatableResponse send(Member member, String name) { return send(member, name, "avatars"); }

    private static ValidatableResponse send(Member member, String name, String source) {
        return member.request().contentType(ContentType.MULTIPART).multiPart("file", name, TinyImages.png(), "image/png")
                .multiPart("source", source).post("/console/api/files/upload").then();
    }

    @Test
    void theWorkspacesOfAPersonAreListed() {
        Member owner = members.owner();
        owner.request().get("/console/api/workspaces").then().statusCode(200)
                .body("workspaces.size()", equalTo(1))
                .body("workspaces[0].id", equalTo(owner.tenantId().toString()))
                .body("workspaces[0].current", equalTo(true));
    }

    private static io.restassured.response.Response login(String email, String password) {
        return given().contentType(ContentType.JSON).body(Map.of("email", email, "password", password))
                .post("/console/api/login");
    }
}
