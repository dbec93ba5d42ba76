using System.Diagnostics;

namespace TelegramBotStack.Benchmarks;

/// <summary>A bot that takes part, and how it is started.</summary>
internal sealed record Contestant(string Name, string Title, string Program, IReadOnlyList<string> Arguments)
{
    private static readonly string Here = AppContext.BaseDirectory;

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Contestant Named(string name) => name switch
    {
        "full" => DotNet(name, "TelegramBotStack, every feature on, SQLite"),
        "writing" => DotNet(name, "TelegramBotStack, the same, and a session written for each message"),
        "stack" => DotNet(name, "TelegramBotStack as it comes"),
        "bare" => DotNet(name, "Telegram.Bot, a loop with a lane for each chat"),
        "raw" => DotNet(name, "HttpClient alone: the simulator's limit"),
        "grammy" => Node(name, "grammY, runner, sequentialize"),
        "telegraf" => Node(name, "Telegraf"),
        _ => throw new ArgumentException($"There is no bot '{name}': full, writing, stack, bare, raw, grammy, telegraf."),
    };

    /// <summary>The packages of the peers that come from npm.</summary>
    public static async Task InstallPeersAsync()
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"])
        {
            WorkingDirectory = Path.Combine(Here, "Peers"),
        })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException("npm ci failed; leave grammy and telegraf out with --bots stack,bare.");
        }
    }

    public bool IsFromNpm => Program == "node";

    private static Contestant DotNet(string name, string title)
        => new(name, title, "dotnet", [Path.Combine(Here, "TelegramBotStack.Benchmarks.Bots.dll"), name]);

    private static Contestant Node(string name, string title)
        => new(name, title, "node", [Path.Combine(Here, "Peers", name + ".mjs")]);
}
