package dev.difynative.api;

import java.io.IOException;
import java.util.Map;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.difynative.platform.database.DatabasePulse;
import dev.difynative.platform.error.CommonError;
import dev.difynative.platform.error.ErrorCode;
import dev.difynative.platform.error.Failure;
import dev.difynative.platform.persistence.SqlFaults;

/** Turns every exception that leaves an endpoint into the error body of the surface that was called. */
public class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    private static final String FORM_PARSER = "org.jboss.resteasy.reactive.server.core.multipart.";
    private static final Map<Integer, CommonError> BY_STATUS = Map.of(
            400, CommonError.INVALID_PARAM,
            401, CommonError.UNAUTHORIZED,
            403, CommonError.ACCESS_DENIED,
            404, CommonError.NOT_FOUND,
            405, CommonError.METHOD_NOT_ALLOWED,
            406, CommonError.NOT_ACCEPTABLE,
            413, CommonError.FILE_TOO_LARGE,
            414, CommonError.URI_TOO_LONG,
            415, CommonError.UNSUPPORTED_MEDIA_TYPE,
            503, CommonError.SERVICE_UNAVAILABLE);

    @ServerExceptionMapper
    public Response known(Failure failure, ContainerRequestContext request) {
        if (failure.code().wire().status() >= 500) {
            LOG.warnf(failure, "%s answered with %s", request.getUriInfo().getPath(), failure.code());
        }
        return answer(request, failure);
    }

    @ServerExceptionMapper
    public Response ofFramework(WebApplicationException fault, ContainerRequestContext request) {
        if (fault.getCause() instanceof Failure failure) {
            return answer(request, failure);
        }
        if (fault.getCause() instanceof MismatchedInputException mismatch) {
            return wrongType(mismatch, request);
        }
        if (fault.getCause() instanceof JsonProcessingException) {
            return brokenJson(fault, request);
        }
        if (fault instanceof NotFoundException && fault.getCause() instanceof NumberFormatException malformed) {
            return answer(request, malformedNumber(malformed, request));
        }
        int status = fault.getResponse().getStatus();
        CommonError code = BY_STATUS.getOrDefault(status, status < 500 ? CommonError.INVALID_PARAM : CommonError.INTERNAL_ERROR);
        if (code == CommonError.INTERNAL_ERROR) {
            LOG.errorf(fault, "%s failed", request.getUriInfo().getPath());
        }
        return answer(request, code.because("%s", messageOf(code)));
    }

    @ServerExceptionMapper
    public Response wrongType(MismatchedInputException fault, ContainerRequestContext request) {
        return wrongField(fault, request);
    }

    private static Response wrongField(JsonMappingException fault, ContainerRequestContext request) {
        String field = lastField(fault);
        return answer(request, field == null
                ? CommonError.INVALID_PARAM.because("The JSON body is missing or has the wrong shape")
                : CommonError.INVALID_PARAM.field(field, "type", "Parameter '%s' has the wrong type or value", field));
    }

    @ServerExceptionMapper({JsonParseException.class, JsonMappingException.class})
    public Response brokenJson(Exception fault, ContainerRequestContext request) {
        if (findCause(fault, StreamConstraintsException.class) != null) {
            return answer(request, CommonError.FILE_TOO_LARGE
                    .because("A value in the JSON body is too long, or nested too deep; upload long texts as files"));
        }
        // A number that its type cannot hold is JSON all the same, whatever the parser thinks.
        if (findCause(fault, InputCoercionException.class) != null
                && findCause(fault, JsonMappingException.class) instanceof JsonMappingException mapping) {
            return wrongField(mapping, request);
        }
        return answer(request, CommonError.INVALID_PARAM.because("The body is not valid JSON"));
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable fault, ContainerRequestContext request) {
        if (fault instanceof Exception && findCause(fault, Failure.class) instanceof Failure failure) {
            return answer(request, failure);
        }
        if (isMalformedForm(fault)) {
            return answer(request, CommonError.INVALID_PARAM.because("The body is not a valid form"));
        }
        if (isIncompleteBody(fault)) {
            LOG.debugf(fault, "%s %s: the client is gone", request.getMethod(), request.getUriInfo().getPath());
            return answer(request, CommonError.INVALID_PARAM.because("The body is not complete"));
        }
        if (SqlFaults.isDatabaseGone(fault)) {
            LOG.warnf("%s: the database cannot be reached: %s", request.getUriInfo().getPath(), fault.getMessage());
            return answer(request, DatabasePulse.unreachable());
        }
        if (SqlFaults.isUnstorableText(fault)) {
            return answer(request, CommonError.INVALID_PARAM
                    .because("The request contains the character U+0000, which no text here can have: leave it out"));
        }
        if (SqlFaults.isRowGone(fault)) {
            LOG.infof("%s %s: another call was first: %s", request.getMethod(), request.getUriInfo().getPath(),
                    fault.getMessage());
            return answer(request, CommonError.NOT_FOUND.because("What this call is about was deleted at the same moment"));
        }
        if (SqlFaults.isDuplicate(fault)) {
            LOG.warnf("%s %s: another call was first: %s", request.getMethod(), request.getUriInfo().getPath(),
                    fault.getMessage());
            return answer(request, CommonError.CONFLICT.because("%s", messageOf(CommonError.CONFLICT)));
        }
        LOG.errorf(fault, "%s %s failed", request.getMethod(), request.getUriInfo().getPath());
        return answer(request, CommonError.INTERNAL_ERROR.because("%s", messageOf(CommonError.INTERNAL_ERROR)));
    }

    static String messageOf(CommonError code) {
        return switch (code) {
            case INVALID_PARAM -> "The request is malformed";
            case UNAUTHORIZED -> "Access token is missing or invalid";
            case ACCESS_DENIED -> "You do not have permission to do this";
            case NOT_FOUND -> "Nothing is found at this path";
            case METHOD_NOT_ALLOWED -> "This path does not take this method";
            case NOT_ACCEPTABLE -> "None of the media types in 'Accept' can be produced here";
            case CONFLICT -> "Another call has made the same thing at the same moment: try again";
            case FILE_TOO_LARGE -> "The request body is too large";
            case URI_TOO_LONG -> "The address of the request is too long";
            case UNSUPPORTED_MEDIA_TYPE -> "This Content-Type is not taken here";
            case RATE_LIMIT_EXCEEDED -> "Rate limit exceeded";
            case HEADERS_TOO_LARGE -> "The headers of the request are too large";
            case INTERNAL_ERROR -> "Internal Server Error";
            case SERVICE_UNAVAILABLE -> "The service cannot answer right now";
        };
    }

    private static Response answer(ContainerRequestContext request, Failure failure) {
        Surface surface = Surface.of(request.getUriInfo().getPath());
        ErrorCode code = failure.code();
        Response.ResponseBuilder response = Response.status(surface.status(code.wire()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(surface.body(code.wire(), failure.getMessage(), failure.details()));
        if (code.wire().status() == 401) {
            response.header("WWW-Authenticate", "Bearer realm=\"api\"");
        }
        if (failure.retryAfter() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, failure.retryAfter());
        }
        if (failure.limit() != null) {
            response.header("X-RateLimit-Limit", failure.limit().calls()).header("X-RateLimit-Remaining", 0)
                    .header("X-RateLimit-Reset", failure.limit().resetAt());
        }
        return response.build();
    }

    /** The framework does not say which query parameter was no number, but the exception quotes its value. */
    private static Failure malformedNumber(NumberFormatException fault, ContainerRequestContext request) {
        String quoted = String.valueOf(fault.getMessage());
        return request.getUriInfo().getQueryParameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().stream().anyMatch(value -> quoted.contains('"' + value + '"')))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(field -> CommonError.INVALID_PARAM.field(field, "type", "Parameter '%s' must be a number", field))
                .orElseGet(() -> CommonError.NOT_FOUND.because("%s", messageOf(CommonError.NOT_FOUND)));
    }

    /** The framework's parser has no exception of its own for this; what the disk refuses was not made by the parser. */
    private static boolean isMalformedForm(Throwable fault) {
        StackTraceElement[] origin = fault.getStackTrace();
        return fault instanceof IOException && origin.length > 0 && origin[0].getClassName().startsWith(FORM_PARSER);
    }

    /** The framework's stream has no exception of its own for a body whose sender is gone. */
    private static boolean isIncompleteBody(Throwable fault) {
        IOException unread = (IOException) findCause(fault, IOException.class);
        return unread != null && unread.getStackTrace().length > 0
                && unread.getStackTrace()[0].getClassName().startsWith(VertxInputStream.class.getName());
    }

    private static String lastField(JsonMappingException fault) {
        return fault.getPath().reversed().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(java.util.Objects::nonNull)
                .findFirst().map(ErrorMappers::snakeCase).orElse(null);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }

    private static Throwable findCause(Throwable fault, Class<? extends Throwable> type) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return cause;
            }
        }
        return null;
    }
}
