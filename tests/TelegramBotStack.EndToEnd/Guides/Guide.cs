using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace TelegramBotStack.EndToEnd.Guides;

/// <summary>A page of docs/, whose files and commands are tried as they stand there, but for names and places.</summary>
internal static class Guide
{
    /// <summary>The blocks of a page that are in a language, one after the other.</summary>
    public static IReadOnlyList<string> Blocks(string page, string language) =>
    [
        .. Regex.Matches(File.ReadAllText(BotRepository.Find("docs", page)), $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(block => block.Groups[1].Value),
    ];

    /// <summary>Skips where this machine cannot be a host, and installs a package that is missing.</summary>
    public static async Task NeedsAsync(string package, string file)
    {
        SandboxFixture.SkipWhereNoneCanRun();
        if (!File.Exists(file))
        {
            await DebianPackages.InstallAsync(package, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs commands as a person would type them, and fails when one of them fails.</summary>
    /// <returns>What they printed.</returns>
    public static async Task<string> ShAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{script}\n{output}\n{await error}");
        return output.Trim();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
