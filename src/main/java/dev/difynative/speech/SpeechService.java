package dev.difynative.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import dev.difynative.apps.AppSnapshot;
import dev.difynative.apps.config.ModelConfig;
import dev.difynative.models.DefaultModels;
import dev.difynative.models.ModelError;
import dev.difynative.models.ModelRef;
import dev.difynative.models.ModelRuntime;
import dev.difynative.models.ModelType;
import dev.difynative.models.Payer;
import dev.difynative.models.SpeechModel;
import dev.difynative.models.TranscriptionModel;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.Failure;
import io.vertx.core.buffer.Buffer;

/** Writes down and speaks for an app, by the workspace's default models. Its calls wait: they are for virtual threads. */
@ApplicationScoped
public class SpeechService {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int HEARD_AT_ONCE = 400;

    private final ModelRuntime models;
    private final DefaultModels defaults;
    private final SpeechConfig config;

    SpeechService(ModelRuntime models, DefaultModels defaults, SpeechConfig config) {
        this.models = models;
        this.defaults = defaults;
        this.config = config;
    }

    /** What is said in a recording. */
    public String transcribe(AppSnapshot app, UUID endUserId, AudioUpload upload) {
        if (!app.config().features().speechToText()) {
            throw SpeechError.SPEECH_TO_TEXT_DISABLED.because("Speech to text is not switched on for this app");
        }
        AudioType type = AudioType.of(upload.mediaType(), upload.name())
                .orElseThrow(() -> SpeechError.UNSUPPORTED_AUDIO_TYPE.because("Audio must be MP3, M4A, WAV, AMR or MPGA"));
        if (upload.size() > (long) config.audioSizeLimit() * MEGABYTE) {
            throw SpeechError.AUDIO_TOO_LARGE.because("The audio is larger than %d MB", config.audioSizeLimit());
        }
        ModelRef chosen = defaults.find(app.tenantId(), ModelType.SPEECH2TEXT)
                .orElseThrow(() -> SpeechError.PROVIDER_NOT_SUPPORT_SPEECH_TO_TEXT
                        .because("No configured model provider has a model that writes down speech"));
        TranscriptionModel model = models.transcription(new Payer(app.tenantId(), app.id(), endUserId), chosen.provider(),
                chosen.model());
        try {
            return waitFor(model.transcribe(new TranscriptionModel.Recording(type.fileName(), type.mediaType(),
                    Buffer.buffer(upload.content().readAllBytes()))));
        } catch (IOException lost) {
            throw new UncheckedIOException("The uploaded audio cannot be read", lost);
        }
    }

    /** An MP3 of the text; without a voice, in the app's own. */
    public Buffer speak(AppSnapshot app, UUID endUserId, String text, String voice) {
        ModelConfig.TextToSpeech speech = app.config().features().textToSpeech();
        if (!speech.enabled()) {
            throw SpeechError.TEXT_TO_SPEECH_DISABLED.because("Text to speech is not switched on for this app");
        }
        if (text == null || text.isBlank()) {
            throw CommonError.INVALID_PARAM.field("text", "required", "There is no text to be spoken");
        }
        Buffer audio = Buffer.buffer();
        // Frames of MP3 follow one another, whatever call they come from.
        speak(model(app, endUserId), text, Integer.MAX_VALUE, voice == null || voice.isBlank() ? speech.voice() : voice,
                audio::appendBuffer);
        return audio;
    }

    /** Whether the answers of an app are spoken without being asked for. */
    public static boolean speaksByItself(AppSnapshot app) {
        ModelConfig.TextToSpeech speech = app.config().features().textToSpeech();
        return speech.enabled() && "enabled".equals(speech.autoPlay());
    }

    /** Speaks an answer in the app's own voice, a few sentences at a time: the first ones are heard while the others are made. */
    public void speakByItself(AppSnapshot app, UUID endUserId, String answer, Consumer<Buffer> pieces) {
        speak(model(app, endUserId), answer, HEARD_AT_ONCE, app.config().features().textToSpeech().voice(), pieces);
    }

    private static void speak(SpeechModel model, String text, int longest, String voice, Consumer<Buffer> pieces) {
        for (String piece : SpokenText.pieces(text, Math.min(longest, model.longestText()))) {
            pieces.accept(waitFor(model.speak(piece, voice)));
        }
    }

    private SpeechModel model(AppSnapshot app, UUID endUserId) {
        Payer payer = new Payer(app.tenantId(), app.id(), endUserId);
        ModelRef chosen = defaults.find(payer.tenantId(), ModelType.TTS).orElseThrow(
                () -> ModelError.PROVIDER_NOT_INITIALIZE.because("No configured model provider has a model that speaks"));
        return models.speech(payer, chosen.provider(), chosen.model());
    }

    private static <T> T waitFor(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
