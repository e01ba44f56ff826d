package dev.difynative.workflow.run.chatflow;

import java.util.List;
import java.util.Map;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.files.AttachedFile;
import dev.difynative.workflow.WorkflowSnapshot;
import dev.difynative.workflow.run.RunCaller;

/**
 * A question to a chatflow.
 *
 * @param app
 *            as the workspace knows it; its features are those of the workflow
 * @param conversationId
 *            empty or null for a new conversation
 * @param named
 *            whether a new conversation is named after the question
 */
public record AskChatflow(AppSnapshot app, WorkflowSnapshot workflow, RunCaller caller, String query, Map<String, Object> inputs,
        List<AttachedFile> files, String conversationId, boolean named, String triggeredFrom, String createdFrom) {}
