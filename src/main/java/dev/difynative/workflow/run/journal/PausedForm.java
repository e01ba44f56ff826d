package dev.difynative.workflow.run.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.platform.crypto.RandomText;
import dev.difynative.workflow.engine.RunResult;

/**
 * A form that a paused run waits for, as it is written with the pause.
 *
 * @param definition
 *            what the reader of the run is shown, as a JSON object
 */
public record PausedForm(UUID id, String nodeId, String token, String definition, Instant expiresAt,
        List<Invitation> invitations) {
    private static final String KIND = "human_input_required";
    private static final int TOKEN_LENGTH = 32;

    /** An e-mail that is to be sent; the recipient is {@code email:…}, {@code account:…} or {@code everybody}. */
    record Invitation(UUID id, String recipient, String token, String subject, String body) {}

    /** The forms among the things that a run waits for. */
    public static List<PausedForm> of(List<RunResult.Pause> pauses) {
        return pauses.stream().filter(pause -> pause.kind().equals(KIND) && pause.reason().hasNonNull("form_token"))
                .map(PausedForm::of).toList();
    }

    private static PausedForm of(RunResult.Pause pause) {
        UUID id = UUID.fromString(pause.executionId());
        return new PausedForm(id, pause.nodeId(), pause.reason().path("form_token").asText(), pause.reason().toString(),
                Instant.ofEpochSecond(pause.reason().path("expiration_time").asLong()), invitations(id, pause.errand()));
    }

    private static List<Invitation> invitations(UUID form, JsonNode errand) {
        List<Invitation> invitations = new ArrayList<>();
        if (errand != null) {
            for (JsonNode mail : errand.path("mails")) {
                // Named after the form, so that one that pauses again is not announced again.
                UUID id = UUID.nameUUIDFromBytes((form + " " + invitations.size()).getBytes(StandardCharsets.UTF_8));
                invitations.add(new Invitation(id, mail.path("recipient").asText(), RandomText.alphanumeric(TOKEN_LENGTH),
                        mail.path("subject").asText(), mail.path("body").asText()));
            }
        }
        return invitations;
    }
}
