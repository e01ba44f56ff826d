package dev.difynative.api.console.apps;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rows;
import dev.difynative.testsupport.TinyImages;
import dev.difynative.workspace.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Apps that are shown by an uploaded image. */
@QuarkusTest
class AppIconTest {
    private static final String APPS = "/console/api/apps";

    @Inject Members members;
    private Member owner;
    private String image;

    @BeforeEach
    void uploadAnImage() {
        owner = members.owner();
        image = upload(owner);
    }

    @Test
    void everyAnswerAboutTheAppSaysWhereItsImageIs() {
        String app = APPS + "/" + app("image", image);
        assertShown(owner.request().get(app).path("icon_url"));
        assertShown(owner.request().get(APPS).path("data[0].icon_url"));
        assertShown(owner.request().body(Map.of("description", "Shown")).put(app).path("icon_url"));
        assertShown(owner.request().body(Map.of("name", "Copy")).post(app + "/copy").path("icon_url"));
    }

    @Test
    void whoCallsTheAppIsToldToo() {
        String key = owner.request().post(APPS + "/" + app("image", image) + "/api-keys").path("token");
        assertShown(Members.manage(key).get("/v1/site").path("icon_url"));
    }

    @Test
    void whoSeesADatasetIsToldOfItsApps() {
        String dataset = owner.request().body(Map.of("name", "Facts", "indexing_technique", "economy"))
                .post("/console/api/datasets").path("id");
        Rows.insert("INSERT INTO app_datasets (app_id, dataset_id, tenant_id) VALUES (?, ?, ?)",
                UUID.fromString(app("image", image)), UUID.fromString(dataset), owner.tenantId());
        assertShown(owner.request().get("/console/api/datasets/" + dataset + "/related-apps").path("data[0].icon_url"));
    }

    @Test
    void anAppThatIsShownByALetterHasNoAddress() {
        owner.request().get(APPS + "/" + app("emoji", "🤖")).then().body("icon_url", nullValue());
        owner.request().get(APPS + "/" + app("image", "🤖")).then().body("icon_url", nullValue());
    }

    @Test
    void theLinkOpensNothingElse() {
        String url = owner.request().get(APPS + "/" + app("image", image)).path("icon_url");
        given().get("/files/" + image + "/image-preview").then().statusCode(404);
        given().get(url.replace(image, upload(owner))).then().statusCode(404);
        given().get(url.replace("image-preview", "file-preview")).then().statusCode(404);
    }

    @Test
    void anImageOfAnotherWorkspaceOrOfAnEndUserIsNotShown() {
        assertHidden(upload(members.owner()));
        String sent = upload(members.join(owner.tenantId(), Role.NORMAL));
        Rows.insert("UPDATE upload_files SET created_by_end_user = ?, created_by_account = NULL WHERE id = ?", UUID.randomUUID(),
                UUID.fromString(sent));
        assertHidden(sent);
    }

    @Test
    void theFileOfAFormerImageIsDeleted() {
        String app = APPS + "/" + app("image", image);
        owner.request().body(Map.of("description", "Same image")).put(app).then().statusCode(200);
        assertKept(image);
        String second = upload(owner);
        owner.request().body(Map.of("icon", second)).put(app).then().statusCode(200);
        assertKept(second);
        owner.request().delete(app).then().statusCode(200);
        assertKept();
    }

    @Test
    void theFileOfAFormerImageStaysWhereAnotherAppOrAPersonIsShownByIt() {
        String app = APPS + "/" + app("image", image);
        String copy = APPS + "/" + owner.request().body(Map.of("name", "Copy")).post(app + "/copy").path("id");
        owner.request().delete(app).then().statusCode(200);
        assertKept(image);
        owner.request().body(Map.of("avatar", image)).post("/console/api/account/avatar").then().statusCode(200);
        owner.request().body(Map.of("icon_type", "emoji", "icon", "🤖")).put(copy).then().statusCode(200);
        assertKept(image);
    }

    @Test
    void whatAColleagueHasUploadedStays() {
        Member colleague = members.join(owner.tenantId(), Role.EDITOR);
        String app = APPS + "/" + app("image", image);
        colleague.request().body(Map.of("icon_type", "emoji", "icon", "🤖")).put(app).then().statusCode(200);
        assertKept(image);
    }

    @Test
    void anImageThatWasNotUploadedAsAnIconStays() {
        String draft = upload(owner, "trials");
        String app = APPS + "/" + app("image", draft);
        owner.request().delete(app).then().statusCode(200);
        assertKept(draft, image);
    }

    @Test
    void anIconIsAFileForNothingElse() {
        readAsDocument(image).statusCode(404);
        readAsDocument(upload(owner, "trials")).statusCode(400);
    }

    private ValidatableResponse readAsDocument(String file) {
        return owner.request().body(Map.of("info_list", Map.of("data_source_type", "upload_file", "file_info_list",
                Map.of("file_ids", List.of(file))), "process_rule", Map.of("mode", "automatic")))
                .post("/console/api/datasets/indexing-estimate").then();
    }

    @Test
    void theFileOfAnotherWorkspaceStays() {
        Member stranger = members.owner();
        String foreign = upload(stranger);
        owner.request().delete(APPS + "/" + app("image", foreign)).then().statusCode(200);
        assertShown(stranger.request().body(Map.of("avatar", foreign)).post("/console/api/account/avatar").path("avatar_url"));
    }

    private void assertKept(String... files) {
        assertEquals(List.of(files),
                Rows.texts("SELECT id FROM upload_files WHERE tenant_id = ? ORDER BY created_at DESC", owner.tenantId()));
    }

    private void assertHidden(String file) {
        String url = owner.request().get(APPS + "/" + app("image", file)).path("icon_url");
        given().get(url).then().statusCode(404).body("code", equalTo("file_not_found"));
    }

    private String app(String type, String icon) {
        return owner.request().body(Map.of("name", "App " + System.nanoTime(), "mode", "chat", "icon_type", type, "icon", icon))
                .post(APPS).then().statusCode(201).extract().path("id");
    }

    private static String upload(Member member) { return upload(member, "icons"); }

    private static String upload(Member member, String source) {
        return member.request().contentType(ContentType.MULTIPART).multiPart("file", "icon.png", TinyImages.png(), "image/png")
                .multiPart("source", source).post("/console/api/files/upload").then().statusCode(201).extract().path("id");
    }

    private static void assertShown(String url) {
        assertArrayEquals(TinyImages.png(),
                given().get(url).then().statusCode(200).contentType("image/png").extract().asByteArray());
    }
}
