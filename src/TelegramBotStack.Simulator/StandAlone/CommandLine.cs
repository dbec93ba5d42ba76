using System.Globalization;
using System.Net;

namespace TelegramBotStack.Simulator.StandAlone;

/// <summary>What the program was asked to do: options, or a message and an end.</summary>
internal sealed record CommandLine(TelegramSimulatorOptions Options, string? Message = null, bool IsHelp = false)
{
    public const string Usage =
        """
        Usage: TelegramBotStack.Simulator [--port <number>] [--listen <address>] [--token <token>] [--username <name>]
                                           [--updates-kept <number>] [--local]

          --port      port to listen on; default: a free one
          --listen    address to listen on; default 127.0.0.1, 0.0.0.0 for bots in containers
          --token     token of the bot; default: a random one, see GET /control
          --username  username of the bot; default simulator_bot
          --updates-kept  updates that wait for a bot; default 100000, as at Telegram
          --local     rules of a Bot API server of one's own: webhooks over plain HTTP, on any port

        Prints its address on one line when it is ready, and ends on Ctrl-C or SIGTERM.
        """;

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var options = new TelegramSimulatorOptions();
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = Split(args, ref index);
            switch (name)
            {
                case "--help" or "-h":
                    return new CommandLine(options, Usage, IsHelp: true);
                case "--port" when ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port):
                    options = options with { Port = port };
                    break;
                case "--listen" when IPAddress.TryParse(value, out var address):
                    options = options with { ListenAddress = address };
                    break;
                case "--token" when value is not null && BotToken.IdOf(value) is not null:
                    options = options with { Token = value };
                    break;
                case "--username" when !string.IsNullOrEmpty(value):
                    options = options with { BotUsername = value };
                    break;
                case "--updates-kept" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var kept) && kept > 0:
                    options = options with { UpdatesKept = kept };
                    break;
                case "--local" when value is null:
                    options = options with { IsLocalServer = true };
                    break;
                case "--port" or "--listen" or "--username" or "--updates-kept":
                    return new CommandLine(options, $"{name} cannot be \"{value}\".\n\n{Usage}");
                case "--token":
                    // Not repeated: it may be a real one, given by mistake.
                    return new CommandLine(options, $"--token has not the form of a token: digits, a colon, a secret.\n\n{Usage}");
                default:
                    return new CommandLine(options, $"Unknown argument {name}.\n\n{Usage}");
            }
        }

        return new CommandLine(options);
    }

    /// <summary>Reads <c>--name value</c> or <c>--name=value</c>.</summary>
    private static (string Name, string? Value) Split(IReadOnlyList<string> args, ref int index)
    {
        var equals = args[index].IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            return (args[index][..equals], args[index][(equals + 1)..]);
        }

        var takesValue = args[index] is "--port" or "--listen" or "--token" or "--username" or "--updates-kept" && index + 1 < args.Count;
        return takesValue ? (args[index], args[++index]) : (args[index], null);
    }
}
