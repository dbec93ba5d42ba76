using System.Runtime.InteropServices;

namespace TelegramBotStack.Simulator.StandAlone;

/// <summary>The simulator as a program: prints its address when it is ready and ends on SIGINT or SIGTERM.</summary>
internal static class Program
{
    private const int BadUsage = 2;

    public static async Task<int> Main(string[] args)
    {
        var commandLine = CommandLine.Parse(args);
        if (commandLine.Message is { } message)
        {
            await (commandLine.IsHelp ? Console.Out : Console.Error).WriteLineAsync(message).ConfigureAwait(false);
            return commandLine.IsHelp ? 0 : BadUsage;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var telegram = await TelegramSimulator.StartAsync(commandLine.Options).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(telegram.BaseUrl).ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
            return 0;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            await Console.Error.WriteLineAsync("The simulator cannot start: " + error.Message).ConfigureAwait(false);
            return BadUsage;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult();
        }
    }
}
