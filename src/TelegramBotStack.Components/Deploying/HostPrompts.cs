using Spectre.Console;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Answers what SSH asks: from a person at a terminal, from <c>--yes</c>, or not at all.</summary>
internal static class HostPrompts
{
    public static SshPrompts For(Screen screen, bool yes)
    {
        var person = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        return new SshPrompts
        {
            AcceptHostKey = (key, cancellationToken) => AcceptAsync(key, screen, yes, person, cancellationToken),
            Passphrase = person ? (file, cancellationToken) => AskAsync($"Passphrase of {file}:", cancellationToken) : null,
            Password = person ? (login, cancellationToken) => AskAsync($"Password of {login}:", cancellationToken) : null,
        };
    }

    private static async Task<bool> AcceptAsync(UnknownHostKey key, Screen screen, bool yes, bool person, CancellationToken cancellationToken)
    {
        screen.Line($"{key.HostName} is seen for the first time. Its {key.Algorithm} key: {key.Fingerprint}");
        if (yes || !person)
        {
            return yes;
        }

        return await new ConfirmationPrompt("Pin this key, and refuse any other from now on?")
            .ShowAsync(ErrorConsole(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> AskAsync(string question, CancellationToken cancellationToken) =>
        await new TextPrompt<string>(question) { AllowEmpty = true }.Secret(null)
            .ShowAsync(ErrorConsole(), cancellationToken).ConfigureAwait(false);

    private static IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
