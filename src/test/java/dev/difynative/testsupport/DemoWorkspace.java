package dev.difynative.testsupport;

/** An account with a chat app whose model is a {@link ModelServer}, made through the console API of a fresh service. */
public final class DemoWorkspace {
    private static final String EMAIL = "owner@example.com";
    private static final String PASSWORD = "correct horse 7 battery";

    private final ServiceClient console;

    private DemoWorkspace(ServiceClient console) { this.console = console; }

    /** What a new chat app is called by. */
    public record ChatApp(String id, String keyId, String key) {}

    public static DemoWorkspace create(ServiceProcess service, ModelServer models) {
        ServiceClient client = new ServiceClient(service.url());
        client.post("/console/api/setup", """
                {"email":"%s","name":"Owner","password":"%s"}""".formatted(EMAIL, PASSWORD)).expect(201);
        String token = client.post("/console/api/login", """
                {"email":"%s","password":"%s"}""".formatted(EMAIL, PASSWORD)).expect(200)
                .json().at("/data/access_token").asText();
        ServiceClient console = client.as(token);
        ServiceClient.Answer credentials = console.post(
                "/console/api/workspaces/current/model-providers/openai/credentials", """
                        {"credentials":{"openai_api_key":"sk-test","openai_api_base":"%s"}}""".formatted(models.url()));
        if (credentials.status() / 100 != 2) {
            credentials.expect(201);
        }
        return new DemoWorkspace(console);
    }

    /** The console of that account at this instance. */
    public ServiceClient console(ServiceProcess service) {
        return console.at(service);
    }

    public String tenantId(ServiceProcess service) {
        return console(service).get("/console/api/workspaces/current").expect(200).json().path("id").asText();
    }

    public ChatApp chatApp(String name) {
        String id = console.post("/console/api/apps", """
                {"name":"%s","mode":"chat"}""".formatted(name)).expect(201).json().path("id").asText();
        console.post("/console/api/apps/" + id + "/model-config", """
                {"model":{"provider":"openai","name":"gpt-4o-mini","mode":"chat","completion_params":{}},"pre_prompt":""}""")
                .expect(200);
        var key = console.post("/console/api/apps/" + id + "/api-keys", "{}").expect(201).json();
        return new ChatApp(id, key.path("id").asText(), key.path("token").asText());
    }
}
