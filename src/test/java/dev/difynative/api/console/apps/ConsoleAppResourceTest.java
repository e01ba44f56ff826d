package dev.difynative.api.console.apps;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import dev.difynative.testsupport.Rival;
import dev.difynative.testsupport.Rows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
class ConsoleAppResourceTest {
    private static final String APPS = "/console/api/apps";

    @Inject Members members;
    @Inject EntityManager database;
    private Member owner;

    @BeforeEach
    void signIn() { owner = members.owner(); }

    @Test
    void aNewAppHasTheDefaultsOfTheContract() {
        create(Map.of("name", "  Support  ", "mode", "chat")).statusCode(201)
                .body("name", equalTo("Support"))
                .body("icon", equalTo("🤖"))
                .body("icon_background", equalTo("#FFEAD5"))
                .body("description", equalTo(""))
                .body("enable_site", is(true))
                .body("enable_api", is(true))
                .body("model_config.model.provider", notNullValue())
                .body("site.title", equalTo("Support"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "agent-chat", "advanced-chat", "workflow", "completion"})
    void anAppOfEachModeIsMade(String mode) {
        create(Map.of("name", mode, "mode", mode)).statusCode(201).body("mode", equalTo(mode));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "name|  |required",
            "mode|chatty|type",
            "icon_background|orange|format",
            "icon_background|#FFF|format",
            "icon_type|drawing|enum"})
    void whatAnAppCannotBeIsRefusedByName(String field, String value, String rule) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "App", "mode", "chat"));
        body.put(field, value);
        create(body).statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo(field)).body("details.type", equalTo(rule));
    }

    @Test
    void lengthsCountCharactersAndTheLastOneAllowedIsAllowed() {
        create(Map.of("name", "🤖".repeat(40), "mode", "chat", "description", "x".repeat(200))).statusCode(201);
        create(Map.of("name", "x".repeat(41), "mode", "chat")).statusCode(400).body("details.field", equalTo("name"));
        create(Map.of("name", "x", "mode", "chat", "description", "x".repeat(201))).statusCode(400)
                .body("details.field", equalTo("description"));
    }

    @Test
    void aMissingModeIsNamed() {
        create(Map.of("name", "App")).statusCode(400).body("details.field", equalTo("mode"))
                .body("details.type", equalTo("required"));
    }

    @Test
    void twoAppsOfAWorkspaceNeverHaveTheSameName() {
        create(Map.of("name", "Twin", "mode", "chat")).statusCode(201);
        create(Map.of("name", " Twin ", "mode", "workflow")).statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("name"))
                .body("details.type", equalTo("unique"));
        owner = members.owner();
        create(Map.of("name", "Twin", "mode", "chat")).statusCode(201);
    }

    @Test
    void ofManyWhoTakeANameAtOnceOneGetsIt() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> create(Map.of("name", "Prize", "mode", "chat")).extract().statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(6, attempt)).stream().map(Future::resultNow)
                    .sorted().toList();
            assertEquals(List.of(201, 400, 400, 400, 400, 400), statuses);
        }
    }

    @Test
    void theNewestAppsComeFirstAndPagesAreCounted() {
        for (int i = 1; i <= 3; i++) {
            create(Map.of("name", "App " + i, "mode", "chat"));
        }
        owner.request().get(APPS + "?limit=2").then().statusCode(200)
                .body("data.name", contains("App 3", "App 2"))
                .body("total", equalTo(3)).body("page", equalTo(1)).body("limit", equalTo(2)).body("has_more", is(true));
        owner.request().get(APPS + "?limit=2&page=2").then().body("data.name", contains("App 1")).body("has_more", is(false));
    }

    @Test
    void aListIsFilteredByPartOfTheNameAndByMode() {
        create(Map.of("name", "100% Sales", "mode", "chat"));
        create(Map.of("name", "1000 sales_bot", "mode", "workflow"));
        listed("name=sALES").body("data", hasSize(2));
        listed("name=0%25").body("data.name", contains("100% Sales"));
        listed("name=s_b").body("data.name", contains("1000 sales_bot"));
        listed("mode=workflow").body("data.name", contains("1000 sales_bot"));
        listed("mode=all").body("data", hasSize(2));
        listed("name=none").body("data", hasSize(0)).body("total", equalTo(0)).body("has_more", is(false));
    }

    @Test
    void ofAppsWithATextInTheirNamesAThousandAreCountedBesideThePage() {
        Rows.insert("""
                INSERT INTO apps (id, tenant_id, name, mode, description, icon_type, icon, icon_background,
                    use_icon_as_answer_icon, enable_site, enable_api, api_rpm, api_rph, max_active_requests, is_demo, created_at,
                    updated_at)
                SELECT gen_random_uuid(), ?, 'Badger ' || i, 'chat', '', 'emoji', '', '', false, true, true, 0, 0, 0, false,
                    now() - i * interval '1 second', now()
                FROM generate_series(1, 1100) i""", owner.tenantId());
        listed("name=badger&limit=20").body("total", equalTo(1020)).body("has_more", is(true))
                .body("data[0].name", equalTo("Badger 1"));
        listed("name=badger&limit=20&page=55").body("total", equalTo(1100)).body("has_more", is(false))
                .body("data[19].name", equalTo("Badger 1100"));
        listed("name=badger&limit=20&page=56").body("total", equalTo(1100)).body("data", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"page=0,page,range", "limit=0,limit,range", "limit=101,limit,range", "page=-1,page,range",
            "limit=many,limit,type",
            "mode=chatty,mode,enum"})
    void aListParameterOutOfRangeIsRefused(String query, String field, String rule) {
        owner.request().get(APPS + "?" + query).then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo(field)).body("details.type", equalTo(rule));
    }

    @Test
    void anUpdateChangesWhatIsGivenAndLeavesTheRest() {
        String id = id(create(Map.of("name", "Before", "mode", "chat", "description", "kept")));
        owner.request().body(Map.of("name", "After", "enable_api", false, "api_rpm", 5)).put(APPS + "/" + id)
                .then().statusCode(200)
                .body("name", equalTo("After")).body("description", equalTo("kept")).body("enable_api", is(false))
                .body("enable_site", is(true)).body("api_rpm", equalTo(5)).body("api_rph", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource({"api_rpm,-1,range", "api_rph,-1,range", "api_rpm,2147483648,type", "api_rph,-99999999999999999999,type",
            "api_rpm,\"5\",type", "enable_api,\"yes\",type", "name,\" \",required"})
    void anUpdateToWhatCannotBeIsRefused(String field, String value, String rule) {
        String id = id(create(Map.of("name", "App", "mode", "chat")));
        owner.request().body("{\"%s\": %s}".formatted(field, value)).put(APPS + "/" + id).then().statusCode(400)
                .body("details.field", equalTo(field)).body("details.type", equalTo(rule));
    }

    @Test
    void anUpdateCannotTakeTheNameOfAnotherApp() {
        create(Map.of("name", "Taken", "mode", "chat"));
        String id = id(create(Map.of("name", "Mine", "mode", "chat")));
        owner.request().body(Map.of("name", "Taken")).put(APPS + "/" + id).then().statusCode(400)
                .body("details.field", equalTo("name"));
        owner.request().body(Map.of("name", "Mine")).put(APPS + "/" + id).then().statusCode(200);
    }

    @Test
    void aCopyHasTheSameConfigurationAndAFreeName() {
        String id = id(create(Map.of("name", "x".repeat(40), "mode", "completion")));
        String config = "{\"pre_prompt\": \"Say it twice.\", \"of_tomorrow\": [1.50]}";
        owner.request().body(config).post(APPS + "/" + id + "/model-config").then().statusCode(200);
        owner.request().post(APPS + "/" + id + "/copy").then().statusCode(201)
                .body("name", equalTo("x".repeat(35) + " copy")).body("mode", equalTo("completion"))
                .body("model_config.pre_prompt", equalTo("Say it twice."));
        owner.request().post(APPS + "/" + id + "/copy").then().body("name", equalTo("x".repeat(33) + " copy 2"));
        owner.request().body(Map.of("name", "Chosen")).post(APPS + "/" + id + "/copy").then().body("name", equalTo("Chosen"));
    }

    @Test
    void copiesMadeAtOnceAllGetNamesOfTheirOwn() throws Exception {
        String id = id(create(Map.of("name", "Mine", "mode", "chat")));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> attempt = () -> owner.request().body("{}").post(APPS + "/" + id + "/copy").statusCode();
            List<Integer> statuses = callers.invokeAll(Collections.nCopies(12, attempt)).stream().map(Future::resultNow).toList();
            assertEquals(Collections.nCopies(12, 201), statuses);
        }
        listed("name=Mine%20copy").body("total", equalTo(12));
    }

    @Test
    void aCopyTakesTheNextNameWhenAnotherAppGetsItsNameAtTheSameMoment() throws Exception {
        String id = id(create(Map.of("name", "Mine", "mode", "chat")));
        Rival.writing("UPDATE apps SET name = 'Mine copy' WHERE id = ?", Rows.app(owner.tenantId()))
                .overtakes(() -> owner.request().body("{}").post(APPS + "/" + id + "/copy"))
                .then().statusCode(201).body("name", equalTo("Mine copy 2"));
    }

    @Test
    void aDeletedAppIsGoneWithAllThatBelongsToIt() {
        String id = id(create(Map.of("name", "App", "mode", "chat")));
        owner.request().post(APPS + "/" + id + "/api-keys").then().statusCode(201);
        owner.request().delete(APPS + "/" + id).then().statusCode(200).body("result", equalTo("success"));
        owner.request().get(APPS + "/" + id).then().statusCode(404).body("code", equalTo("not_found"));
        for (String table : List.of("app_model_configs", "sites", "api_keys")) {
            assertEquals(0L, rows(table, id), table);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-7000-8000-000000000000", "not-an-id", "%20"})
    void anUnknownAppIsNotFoundWhateverItsIdLooksLike(String id) {
        owner.request().urlEncodingEnabled(false).get(APPS + "/" + id).then().statusCode(404).body("code", equalTo("not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "\"text\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        owner.request().body(body).post(APPS).then().statusCode(400).body("code", equalTo("invalid_param"));
    }

    private ValidatableResponse create(Map<String, Object> body) { return owner.request().body(body).post(APPS).then(); }

    private ValidatableResponse listed(String query) {
        return owner.request().urlEncodingEnabled(false).get(APPS + "?" + query).then().statusCode(200);
    }

    private static String id(ValidatableResponse created) { return created.statusCode(201).extract().path("id"); }

    private long rows(String table, String appId) {
        return QuarkusTransaction.requiringNew().call(() -> (Long) database
                .createNativeQuery("select count(*) from " + table + " where app_id = ?1", Long.class)
                .setParameter(1, UUID.fromString(appId)).getSingleResult());
    }
}
