using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.Components.Development;

/// <summary>The simulated Telegram that a bot without a token talks to. It lives as long as the run, so that chats outlive the bot's restarts.</summary>
internal static class DevSimulator
{
    private const ushort UsualPort = 8081;

    /// <param name="port">The port; null for the usual one, or a free one when that is taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeploymentException">The port that was asked for is taken.</exception>
    public static async Task<TelegramSimulator> StartAsync(ushort? port, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAtAsync(port ?? UsualPort, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (port is null)
        {
            return await StartAtAsync(0, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw DevelopmentErrors.PortTaken(port!.Value, error.Message);
        }
    }

    /// <summary>Opens the page in the browser, where there is a screen to show it on.</summary>
    public static void OpenPage(string address)
    {
        var hasScreen = !OperatingSystem.IsLinux()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasScreen)
        {
            return;
        }

        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no browser; the address is on the screen.
            return;
        }
    }

    private static Task<TelegramSimulator> StartAtAsync(ushort port, CancellationToken cancellationToken) =>
        TelegramSimulator.StartAsync(new TelegramSimulatorOptions { Port = port }, cancellationToken);
}
