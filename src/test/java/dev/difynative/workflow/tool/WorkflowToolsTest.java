package dev.difynative.workflow.tool;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.difynative.testsupport.Members;
import dev.difynative.testsupport.TestApps;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** Workflows that call others as tools. */
@QuarkusTest
class WorkflowToolsTest {
    private static final String FILE = "{'variable':'f','label':'F','type':'file','required':true,'allowed_file_types':['document'],"
            + "'allowed_file_upload_methods':['local_file']}";
    private static final String READER = """
            {'id':'s','data':{'type':'start','title':'Start','variables':[%s]}},
            {'id':'n','data':{'type':'document-extractor','title':'Read','variable_selector':['s','f']}},
            {'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'said','value_selector':['n','text']},
              {'variable':'given','value_selector':['s','f']}]}}""".formatted(FILE);

    @Inject Members members;
    @Inject TestApps apps;
    private Members.Member owner;

    @BeforeEach
    void signIn() { owner = members.owner(); }

    private void publish(TestApps.TestApp app, String nodes, String... edges) {
        StringBuilder lines = new StringBuilder();
        for (String edge : edges) {
            String[] ends = edge.split(">");
            lines.append(lines.isEmpty() ? "" : ",").append("{'id':'%s','source':'%s','target':'%s'}".formatted(edge, ends[0],
                    ends[1]));
        }
        owner.request().body("{'graph':{'nodes':[%s],'edges':[%s]}}".formatted(nodes, lines).replace('\'', '"'))
                .post("/console/api/apps/" + app.id() + "/workflows/draft").then().statusCode(200);
        owner.request().post("/console/api/apps/" + app.id() + "/workflows/publish").then().statusCode(200);
    }

    private String tool(TestApps.TestApp app, String name) {
        String path = "/console/api/workspaces/current/tool-provider/workflow";
        owner.request().body(Map.of("name", name, "label", name, "description", name, "icon", Map.of(), "workflow_app_id",
                app.id(), "parameters", List.of())).post(path + "/create").then().statusCode(200);
        String id = owner.request().get(path + "/get?workflow_app_id=" + app.id()).then().extract().path("workflow_tool_id");
        owner.request().get("/console/api/workspaces/current/audit-logs?action=workflow_tool.create").then()
                .body("data[0].target_id", equalTo(id));
        return id;
    }

    private static String call(String id, String tool, String name, String parameters) {
        return """
                {'id':'%s','data':{'type':'tool','title':'Call','provider_type':'workflow','provider_id':'%s','provider_name':'%s',
                  'tool_name':'%s','tool_configurations':{},'tool_parameters':{%s}}}""".formatted(id, tool, name, name,
                parameters);
    }

    private static ValidatableResponse run(TestApps.TestApp app, Map<String, Object> inputs) {
        return app.request().body(Map.of("inputs", inputs, "user", "u")).post("/v1/workflows/run").then().statusCode(200);
    }

    @Test
    void aFileIsHandedOnAndBackAndOn() {
        TestApps.TestApp reader = apps.graph(owner, "workflow");
        publish(reader, READER, "s>n", "n>e");
        String tool = tool(reader, "reader");
        TestApps.TestApp caller = apps.graph(owner, "workflow");
        publish(caller, """
                {'id':'s','data':{'type':'start','title':'Start','variables':[%s]}},%s,%s,
                {'id':'e','data':{'type':'end','title':'End','outputs':[{'variable':'said','value_selector':['b','said']},
                  {'variable':'files','value_selector':['a','files']}]}}""".formatted(FILE,
                call("a", tool, "reader", "'f':{'type':'variable','value':['s','f']}"),
                call("b", tool, "reader", "'f':{'type':'variable','value':['a','given']}")), "s>a", "a>b", "b>e");
        String file = RestAssured.given().header("Authorization", "Bearer " + caller.key())
                .multiPart("file", "note.txt", "Read me".getBytes(StandardCharsets.UTF_8), "text/plain").multiPart("user", "u")
                .post("/v1/files/upload").then().statusCode(201).extract().path("id");

        run(caller, Map.of("f", Map.of("type", "document", "transfer_method", "local_file", "upload_file_id", file)))
                .body("data.error", equalTo(null)).body("data.outputs.said", equalTo("Read me"))
                .body("data.outputs.files", hasSize(1)).body("data.outputs.files[0].filename", equalTo("note.txt"));

        reader.request().body(Map.of("inputs",
                Map.of("f", Map.of("type", "document", "transfer_method", "local_file", "upload_file_id", file)), "user", "u"))
                .post("/v1/workflows/run").then().statusCode(400).body("code", equalTo("invalid_param"));
    }

    @Test
    void workflowsCallEachOtherOnlySoDeep() {
        TestApps.TestApp app = apps.graph(owner, "workflow");
        String start = "{'id':'s','data':{'type':'start','title':'Start','variables':[]}},";
        String end = "{'id':'e','data':{'type':'end','title':'End','outputs':[]}}";
        publish(app, start + end, "s>e");
        String tool = tool(app, "again");
        publish(app, start + call("n", tool, "again", "") + "," + end, "s>n", "n>e");

        run(app, Map.of()).body("data.status", equalTo("failed"))
                .body("data.error", containsString("Workflows call each other deeper than 5 levels"));
    }
}
