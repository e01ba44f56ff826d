package dev.difynative.api.console.apps;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.Members.Member;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class ConsoleAppSettingsResourceTest {
    @Inject Members members;
    private Member owner;
    private String app;

    @BeforeEach
    void makeAnApp() {
        owner = members.owner();
        app = app("App", "chat");
    }

    @Test
    void aConfigurationComesBackWordForWord() {
        String config = "{\"pre_prompt\":\"Hi\",\"zeta\":1,\"alpha\":0.70,\"model\":{\"provider\":\"\",\"name\":\"\"}}";
        owner.request().body(config).post(app + "/model-config").then().statusCode(200).body("result", equalTo("success"));
        owner.request().get(app).then().body(containsString("\"model_config\":" + config));
    }

    @Test
    void theConfigurationThatANewAppHasCanBeSavedAgain() {
        String config = owner.request().get(app).then().extract().jsonPath().prettify();
        owner.request().body(config).post(app + "/model-config").then().statusCode(200);
    }

    @Test
    void aFaultInAConfigurationNamesItsPlaceAndChangesNothing() {
        owner.request().body("{\"pre_prompt\": \"kept\"}").post(app + "/model-config").then().statusCode(200);
        owner.request().body("{\"user_input_form\": [{\"number\": {\"variable\": \"1st\"}}]}").post(app + "/model-config")
                .then().statusCode(400).body("code", equalTo("invalid_param"))
                .body("details.field", equalTo("user_input_form[0].number.variable"));
        owner.request().get(app).then().body("model_config.pre_prompt", equalTo("kept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\""})
    void whatIsNoJsonObjectIsNoConfiguration(String body) {
        owner.request().body(body).post(app + "/model-config").then().statusCode(400).body("code", equalTo("invalid_param"));
    }

    @Test
    void anyModelOfAKnownProviderIsTakenByEitherOfItsNames() {
        String config = "{\"model\": {\"provider\": \"%s\", \"name\": \"a-model-of-tomorrow\"}}";
        owner.request().body(config.formatted("openai")).post(app + "/model-config").then().statusCode(200);
        owner.request().body(config.formatted("langgenius/openai/openai")).post(app + "/model-config").then().statusCode(200);
        owner.request().body(config.formatted("nobody")).post(app + "/model-config").then().statusCode(400)
                .body("details.field", equalTo("model.provider"));
    }

    @Test
    void aFieldOfTheFormMustBeOfATypeThatIsEnforced() {
        String config = "{\"user_input_form\": [{\"%s\": {\"variable\": \"when\", \"label\": \"When\"}}]}";
        owner.request().body(config.formatted("datetime")).post(app + "/model-config").then().statusCode(400)
                .body("code", equalTo("invalid_param")).body("details.field", equalTo("user_input_form[0].datetime"))
                .body("details.type", equalTo("enum"))
                .body("message", equalTo("The form field 'when' is of the unknown type 'datetime'; it must be one of text-input, "
                        + "paragraph, select, number, checkbox, file, file-list, json_object, external_data_tool"));
        for (String type : List.of("text-input", "paragraph", "select", "number", "checkbox", "file", "file-list", "json_object",
                "external_data_tool")) {
            owner.request().body(config.formatted(type)).post(app + "/model-config").then().statusCode(200);
        }
    }

    @Test
    void anAppThatIsRuledByAGraphHasNoConfigurationToSet() {
        owner.request().body("{}").post(app("Flow", "workflow") + "/model-config").then().statusCode(400)
                .body("code", equalTo("invalid_param"));
    }

    @Test
    void aCompletionAppWithDatasetsSaysWhichVariableIsTheQuestion() {
        String config = "{\"dataset_configs\": {\"datasets\": {\"datasets\": [{\"dataset\": {\"id\": \"d\", \"enabled\": true}}]}}}";
        owner.request().body(config).post(app("Completion", "completion") + "/model-config").then().statusCode(400)
                .body("details.field", equalTo("dataset_query_variable"));
        owner.request().body(config).post(app + "/model-config").then().statusCode(200);
    }

    @Test
    void theSwitchesOfAnAppAreSetOneByOne() {
        owner.request().body(Map.of("enable_site", false)).post(app + "/site-enable").then().body("enable_site", is(false));
        owner.request().body(Map.of("enable_api", false)).post(app + "/api-enable").then().body("enable_api", is(false));
        owner.request().body("{}").post(app + "/api-enable").then().statusCode(400)
                .body("details.field", equalTo("enable_api"));
    }

    @Test
    void nameAndIconAreChangedByCallsOfTheirOwn() {
        owner.request().body(Map.of("name", "Other")).post(app + "/name").then().body("name", equalTo("Other"));
        owner.request().body("{}").post(app + "/name").then().statusCode(400).body("details.field", equalTo("name"));
        owner.request().body(Map.of("icon", "🦜", "icon_background", "#000000")).post(app + "/icon")
                .then().body("icon", equalTo("🦜")).body("icon_background", equalTo("#000000"));
    }

    @Test
    void thePublicPageIsDescribedAndGetsAnotherAddress() {
        String code = owner.request().get(app).path("site.code");
        owner.request().body(Map.of("title", "Help", "custom_disclaimer", "No advice")).post(app + "/site")
                .then().statusCode(200).body("title", equalTo("Help")).body("code", equalTo(code));
        owner.request().post(app + "/site/access-token-reset").then().statusCode(200).body("code", not(equalTo(code)));
        owner.request().get(app).then().body("site.custom_disclaimer", equalTo("No advice"));
    }

    private String app(String name, String mode) {
        return "/console/api/apps/"
                + owner.request().body(Map.of("name", name, "mode", mode)).post("/console/api/apps").path("id");
    }
}
