using System.Net;

namespace TelegramBotStack.Simulator;

/// <summary>How a <see cref="TelegramSimulator"/> is started. Every value has a default.</summary>
public sealed record TelegramSimulatorOptions
{
    /// <summary>TCP port to listen on, 0 to 65535. Default 0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Address to listen on. Default loopback; <see cref="IPAddress.Any"/> lets bots in containers reach the simulator.
    /// </summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Token of the default bot, <c>id:secret</c>. Default: a random one of the real shape.</summary>
    public string? Token { get; init; }

    /// <summary>Username of the default bot, without <c>@</c>. Default <c>simulator_bot</c>.</summary>
    public string BotUsername { get; init; } = "simulator_bot";

    /// <summary>
    /// Clock of the simulated server: long polls, update lifetimes, flood waits. Default the system's. The waits of the
    /// test kit itself (<see cref="SimulatedChat.NextReply"/>) always use the system's clock, so that no test hangs.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// True for the rules of a Bot API server of one's own (<c>telegram-bot-api --local</c>): a webhook may be plain HTTP
    /// and on any port. Default false, as at api.telegram.org.
    /// </summary>
    public bool IsLocalServer { get; init; }

    /// <summary>Messages remembered per chat, at least 1; older ones are forgotten. Default 1,000.</summary>
    public int MessagesKeptPerChat { get; init; } = 1_000;

    /// <summary>API calls remembered per bot in <see cref="SimulatedBot.Calls"/>, at least 1. Default 1,000.</summary>
    public int CallsKept { get; init; } = 1_000;

    /// <summary>Updates that wait for a bot, at least 1; more are refused. Default 100,000, as at Telegram.</summary>
    public int UpdatesKept { get; init; } = 100_000;

    /// <summary>How long after a press <c>answerCallbackQuery</c> is accepted. Default 150 s.</summary>
    public TimeSpan CallbackQueryLifetime { get; init; } = TimeSpan.FromSeconds(150);
}
