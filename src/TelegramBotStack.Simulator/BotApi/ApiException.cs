namespace TelegramBotStack.Simulator.BotApi;

/// <summary>An error answer of the Bot API.</summary>
internal sealed class ApiException(int code, string description, int? retryAfterSeconds = null)
    : Exception(description)
{
    /// <summary>HTTP status and error_code.</summary>
    public int Code { get; } = code;

    public int? RetryAfterSeconds { get; } = retryAfterSeconds;

    public static ApiException TooManyRequests(int seconds)
        => new(429, $"Too Many Requests: retry after {seconds}", seconds);

    /// <summary>A 400 whose text gets the server's prefix.</summary>
    public static ApiException BadRequest(string cause) => new(400, "Bad Request: " + cause);
}
