using System.Net;
using Telegram.Bot.Exceptions;

namespace TelegramBotStack.Outgoing;

/// <summary>What a failed call says about whether it was carried out.</summary>
internal enum CallFailure
{
    /// <summary>Refused; the same call would be refused again.</summary>
    Final,

    /// <summary>Refused for its rate (429).</summary>
    TooMany,

    /// <summary>The group has become another (400 with migrate_to_chat_id).</summary>
    Migrated,

    /// <summary>It never reached Telegram.</summary>
    NotSent,

    /// <summary>Telegram has failed (5xx), as a rule without carrying it out.</summary>
    ServerError,

    /// <summary>It was sent, and no answer came: nobody knows.</summary>
    Unanswered,
}

internal static class CallFailures
{
    public static CallFailure Of(RequestException exception) => exception switch
    {
        ApiRequestException { ErrorCode: 429, Parameters.RetryAfter: not null } => CallFailure.TooMany,
        ApiRequestException { Parameters.MigrateToChatId: not null } => CallFailure.Migrated,
        ApiRequestException { ErrorCode: >= 500 } => CallFailure.ServerError,
        ApiRequestException => CallFailure.Final,
        { HttpStatusCode: >= HttpStatusCode.InternalServerError } => CallFailure.ServerError,
        { HttpStatusCode: HttpStatusCode.OK, InnerException: IOException or HttpRequestException } => CallFailure.Unanswered,
        { HttpStatusCode: not null } => CallFailure.Final,
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } } => CallFailure.NotSent,
        { InnerException: HttpRequestException or IOException or OperationCanceledException } => CallFailure.Unanswered,
        _ => CallFailure.Final,
    };
}
