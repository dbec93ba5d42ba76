namespace TelegramBotStack.Simulator.BotApi;

/// <summary>A call that has passed the token check; <c>IsClientGone</c> asks the connection for its other end.</summary>
internal sealed record ApiRequest(
    SimulatedBot Bot,
    ApiArguments Arguments,
    Func<bool> IsClientGone,
    CancellationToken Aborted);
