package dev.difynative.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.difynative.testsupport.Eventually;
import dev.difynative.testsupport.TinyImages;
import io.github.imfangs.dify.client.DifyBaseClient;
import io.github.imfangs.dify.client.DifyChatClient;
import io.github.imfangs.dify.client.DifyChatflowClient;
import io.github.imfangs.dify.client.DifyClientFactory;
import io.github.imfangs.dify.client.DifyCompletionClient;
import io.github.imfangs.dify.client.DifyDatasetsClient;
import io.github.imfangs.dify.client.DifyWorkflowClient;
import io.github.imfangs.dify.client.enums.FileTransferMethod;
import io.github.imfangs.dify.client.enums.FileType;
import io.github.imfangs.dify.client.enums.ResponseMode;
import io.github.imfangs.dify.client.exception.DifyApiException;
import io.github.imfangs.dify.client.model.DifyConfig;
import io.github.imfangs.dify.client.model.chat.ChatMessage;
import io.github.imfangs.dify.client.model.chat.ChatMessageResponse;
import io.github.imfangs.dify.client.model.completion.CompletionRequest;
import io.github.imfangs.dify.client.model.file.FileInfo;
import io.github.imfangs.dify.client.model.file.FilePreviewResponse;
import io.github.imfangs.dify.client.model.file.FileUploadRequest;
import io.github.imfangs.dify.client.model.file.FileUploadResponse;
import io.github.imfangs.dify.client.model.workflow.WorkflowRunRequest;

/**
 * Each method of dify-java-client for apps, as it is published. That client answers null for what it cannot read, so that each
 * answer is looked into.
 */
@ExtendWith(Served.Resolver.class)
class DifyJavaClientIT {
    private static final String USER = "java-user";
    private static final String NOWHERE = "00000000-0000-4000-8000-000000000000";

    private static final Called CALLED = new Called();

    @TempDir Path folder;

    @BeforeEach
    void count() { CALLED.testBegins(); }

    @AfterAll
    static void eachMethodWasCalled() { CALLED.assertNoneForgotten(DifyJavaClientIT.class, false, "/v1", "/api"); }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void whatAppsSayOfThemselvesIsRead(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        assertEquals("A chat", client.getAppInfo().getName());
        assertEquals("Welcome", client.getAppParameters().getOpeningStatement());
        assertTrue(client.getAppParameters().getFileUpload().getImage().getEnabled());
        assertEquals(15, client.getAppParameters().getSystemParameters().getImageFileSizeLimit());
        assertEquals("A chat", client.getAppWebAppSettings().getTitle());
        assertTrue(client.getAppMeta().getToolIcons().isEmpty());
        DifyApiException refused = assertThrows(DifyApiException.class,
                () -> DifyClientFactory.createChatClient(served.url(base), "app-wrong").getAppInfo());
        assertEquals(401, refused.getStatusCode());
        assertEquals("unauthorized", refused.getErrorCode());
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void filesAreUploadedAndShown(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        Path image = Files.write(folder.resolve("dot.png"), TinyImages.png());
        FileUploadRequest request = FileUploadRequest.builder().user(USER).mediaType(okhttp3.MediaType.get("image/png")).build();
        assertEquals("dot.png", client.uploadFile(image.toFile(), USER).getName());
        assertEquals("png", client.uploadFile(request, image.toFile()).getExtension());
        FileUploadResponse file = client.uploadFile(request, new ByteArrayInputStream(TinyImages.png()), "stream.png");
        assertEquals(TinyImages.png().length, file.getSize());

        ChatMessage question = question("What is it?");
        question.setFiles(List.of(FileInfo.builder().type(FileType.IMAGE).transferMethod(FileTransferMethod.LOCAL_FILE)
                .uploadFileId(file.getId()).build()));
        ChatMessageResponse answer = client.sendChatMessage(question);
        var messages = client.getMessages(answer.getConversationId(), USER, null, null).getData();
        assertEquals("stream.png", messages.getFirst().getMessageFiles().getFirst().getFileName());
        try (FilePreviewResponse preview = client.previewFile(file.getId())) {
            assertEquals("image/png", preview.getContentType());
            assertArrayEquals(TinyImages.png(), preview.getContentAsBytes());
        }
        try (FilePreviewResponse download = client.previewFile(file.getId(), true)) {
            assertEquals("stream.png", download.getFileName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void aConversationIsHeldNamedJudgedAndForgotten(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        ChatMessageResponse answer = client.sendChatMessage(question("Hello"));
        assertTrue(answer.getAnswer().startsWith("Hello"), answer.getAnswer());
        assertTrue(answer.getMetadata().getUsage().getTotalTokens() > 0);
        assertNotNull(answer.getMetadata().getUsage().getTotalPrice());
        String conversation = answer.getConversationId();

        Heard heard = new Heard();
        ChatMessage next = question("And again");
        next.setConversationId(conversation);
        client.sendChatMessageStream(next, heard);
        assertTrue(heard.toTheEnd().startsWith("Hello"));
        assertEquals(conversation, heard.conversation());

        var page = client.getMessages(conversation, USER, null, 1);
        assertTrue(page.getHasMore());
        assertEquals("Hello", client.getMessages(conversation, USER, page.getData().getFirst().getId(), 20).getData().getFirst()
                .getQuery());
        String message = answer.getMessageId();
        assertEquals("success", client.feedbackMessage(message, "like", USER, "Good").getResult());
        assertFalse(client.getAppFeedbacks().getData().isEmpty());
        assertEquals("success", client.feedbackMessage(message, null, USER, null).getResult());
        assertEquals(List.of("Why?", "What else?"), client.getSuggestedQuestions(message, USER).getData());

        assertEquals("Greetings", client.renameConversation(conversation, "Greetings", false, USER).getName());
        assertTrue(client.getConversations(USER, null, 100, "-updated_at").getData().stream()
                .anyMatch(each -> each.getId().equals(conversation) && each.getName().equals("Greetings")));
        assertTrue(client.getConversations(USER, conversation, 1, "created_at").getData().stream()
                .noneMatch(each -> each.getId().equals(conversation)));
        // The answer has no body, which this client reads as nothing.
        assertNull(client.deleteConversation(conversation, USER));
        DifyApiException gone = assertThrows(DifyApiException.class, () -> client.getMessages(conversation, USER, null, null));
        assertEquals("not_found", gone.getErrorCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void answersAreStopped(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        Heard heard = new Heard();
        client.sendChatMessageStream(question(Served.ENDLESS), heard);
        assertEquals("success", client.stopChatMessage(heard.task(), USER).getResult());
        heard.toTheEnd();

        DifyCompletionClient completion = completion(base, served);
        Heard told = new Heard();
        completion.sendCompletionMessageStream(
                CompletionRequest.builder().inputs(Map.of("text", Served.ENDLESS)).user(USER).build(), told);
        assertEquals("success", completion.stopCompletion(told.task(), USER).getResult());
        told.toTheEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void speechIsWrittenDownAndSpoken(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        byte[] sound = "sound".getBytes(StandardCharsets.US_ASCII);
        Path note = Files.write(folder.resolve("note.mp3"), sound);
        assertEquals("Good morning", client.audioToText(note.toFile(), USER).getText());
        assertEquals("Good morning", client.audioToText(new ByteArrayInputStream(sound), "note.wav", USER).getText());
        assertArrayEquals("ID3-sound".getBytes(StandardCharsets.US_ASCII), client.textToAudio(null, "Hello", USER));
        DifyCompletionClient completion = completion(base, served);
        String message = completion.sendCompletionMessage(
                CompletionRequest.builder().inputs(Map.of("text", "Tag")).responseMode(ResponseMode.BLOCKING).user(USER).build())
                .getMessageId();
        assertTrue(completion.textToAudio(message, null, USER).length > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void annotationsAnswer(String base, Served served) throws IOException, DifyApiException {
        DifyChatClient client = chat(base, served);
        var annotation = client.saveAnnotation("Who are you?", "A program.");
        assertEquals(0, annotation.getHitCount());
        assertEquals("Me.", client.updateAnnotation(annotation.getId(), "Who is it?", "Me.").getAnswer());
        assertEquals(annotation.getId(), client.getAnnotations(1, 20).getData().getFirst().getId());
        var job = client.annotationReply("enable", "openai", "text-embedding-3-small", 1);
        Eventually.isTrue("annotations answer",
                () -> ask(() -> client.getAnnotationReply("enable", job.getJobId())).getJobStatus().equals("completed"));
        assertEquals("Me.", client.sendChatMessage(question("Who is it?")).getAnswer());
        var end = client.annotationReply("disable", "openai", "text-embedding-3-small", 1);
        Eventually.isTrue("annotations answer no more",
                () -> ask(() -> client.getAnnotationReply("disable", end.getJobId())).getJobStatus().equals("completed"));
        assertNull(client.deleteAnnotation(annotation.getId()));
        assertEquals(0, client.getAnnotations(1, 20).getTotal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void aCompletionIsGiven(String base, Served served) throws IOException, DifyApiException {
        DifyCompletionClient client = completion(base, served);
        var answer = client.sendCompletionMessage(
                CompletionRequest.builder().inputs(Map.of("text", "Tag")).responseMode(ResponseMode.BLOCKING).user(USER).build());
        assertEquals("completion", answer.getMode());
        assertTrue(answer.getAnswer().startsWith("Hello"), answer.getAnswer());
        Heard heard = new Heard();
        client.sendCompletionMessageStream(CompletionRequest.builder().inputs(Map.of("text", "Tag")).user(USER).build(), heard);
        assertTrue(heard.toTheEnd().startsWith("Hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void aWorkflowIsRunStoppedAndLookedUp(String base, Served served) throws IOException, DifyApiException {
        DifyWorkflowClient client = CALLED.noting(base, DifyWorkflowClient.class,
                DifyClientFactory.createWorkflowClient(served.url(base), served.keys().workflow()));
        var run = client.runWorkflow(run("hi"));
        assertEquals("succeeded", run.getData().getStatus(), run.getData().getError());
        assertEquals(List.of("<hi>", "<HI>"), run.getData().getOutputs().get("list"));
        assertEquals("succeeded", client.runWorkflowById(run.getData().getWorkflowId(), run("v")).getData().getStatus());
        Heard heard = new Heard();
        client.runWorkflowStream(run("hi"), heard);
        assertTrue(heard.toTheEnd().startsWith("Hello"));
        heard.assertSawContainers();
        Heard endless = new Heard();
        client.runWorkflowStream(run(Served.ENDLESS), endless);
        assertEquals("success", client.stopWorkflow(endless.task(), USER).getResult());
        endless.toTheEnd();

        var status = client.getWorkflowRun(run.getWorkflowRunId());
        assertEquals("succeeded", status.getStatus());
        assertTrue(status.getInputs() instanceof String, String.valueOf(status.getInputs()));
        assertEquals(1, client.getWorkflowLogs(null, "succeeded", 1, 1).getData().size());
        var logs = client.getWorkflowLogs("hi", null, "2999-01-01T00:00:00Z", "2020-01-01T00:00:00Z", USER, null, 1, 20);
        assertEquals(USER, logs.getData().getFirst().getCreatedByEndUser().getSessionId());
        assertEquals("not_found", assertThrows(DifyApiException.class, () -> client.getWorkflowRun(NOWHERE)).getErrorCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void aChatflowAnswersAndItsVariablesAreChanged(String base, Served served) throws IOException, DifyApiException {
        DifyChatflowClient client = CALLED.noting(base, DifyChatflowClient.class,
                DifyClientFactory.createChatWorkflowClient(served.url(base), served.keys().chatflow()));
        Heard heard = new Heard();
        // Which of the two methods of this name is meant, is said by the type of the second argument.
        client.sendChatMessageStream(question("Hello"), (io.github.imfangs.dify.client.callback.ChatflowStreamCallback) heard);
        assertTrue(heard.toTheEnd().startsWith("Hello"));
        String conversation = heard.conversation();
        var variable = client.getConversationVariables(conversation, USER, null, 20, null).getData().getFirst();
        assertEquals("topic", variable.getName());
        assertEquals("coffee", client.updateConversationVariable(conversation, variable.getId(), "coffee", USER).getValue());
        assertEquals("coffee", client.getConversationVariables(conversation, USER, null, 20, "topic").getData().getFirst()
                .getValue());
    }

    /** Each way in which the package makes clients gives one that reaches the service. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/api"})
    void clientsAreMadeInEachWay(String base, Served served) throws ReflectiveOperationException, IOException, DifyApiException {
        for (Method maker : DifyClientFactory.class.getMethods()) {
            if (!maker.getName().startsWith("create")) {
                continue;
            }
            boolean ofDatasets = maker.getReturnType().equals(DifyDatasetsClient.class);
            String key = ofDatasets ? served.keys().datasets() : served.keys().chat();
            Object client = switch (maker.getParameterCount()) {
                case 1 -> maker.invoke(null, DifyConfig.builder().baseUrl(served.url(base)).apiKey(key).build());
                case 2 -> maker.invoke(null, served.url(base), key);
                default -> maker.invoke(null, served.url(base), key, new okhttp3.OkHttpClient());
            };
            if (client instanceof DifyDatasetsClient datasets) {
                assertNotNull(datasets.getDatasets(1, 1).getTotal(), maker.toString());
            } else {
                assertEquals("A chat", ((DifyBaseClient) client).getAppInfo().getName(), maker.toString());
            }
        }
    }

    private static DifyChatClient chat(String base, Served served) {
        return CALLED.noting(base, DifyChatClient.class,
                DifyClientFactory.createChatClient(served.url(base), served.keys().chat()));
    }

    private static DifyCompletionClient completion(String base, Served served) {
        return CALLED.noting(base, DifyCompletionClient.class,
                DifyClientFactory.createCompletionClient(served.url(base), served.keys().completion()));
    }

    private static ChatMessage question(String query) {
        return ChatMessage.builder().query(query).user(USER).responseMode(ResponseMode.BLOCKING).build();
    }

    private static WorkflowRunRequest run(String text) {
        return WorkflowRunRequest.builder().inputs(Map.of("text", text)).user(USER).responseMode(ResponseMode.BLOCKING).build();
    }

    private interface Call<T> {
        T make() throws IOException, DifyApiException;
    }

    private static <T> T ask(Call<T> call) {
        AtomicReference<T> answer = new AtomicReference<>();
        try {
            answer.set(call.make());
        } catch (IOException | DifyApiException failed) {
            throw new AssertionError(failed);
        }
        return answer.get();
    }
}
