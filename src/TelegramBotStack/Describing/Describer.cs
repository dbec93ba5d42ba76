using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot.Types.Enums;
using TelegramBotStack.Configuration;
using TelegramBotStack.Instances;
using TelegramBotStack.Storage;

namespace TelegramBotStack.Describing;

/// <summary>
/// Answers <c>--describe</c>: says what the bot is made of, and reaches nobody. With <c>--with-storage</c> it opens the bot's
/// storage as well, and says whether it could; with <c>--with-texts=DIRECTORY</c> it compares the texts of the project in that
/// directory. What is wrong with the handlers shows in an exception, as when the bot runs.
/// </summary>
internal static class Describer
{
    private const string Argument = "--describe";
    private const string StorageArgument = "--with-storage";
    private const string TextsArgument = "--with-texts=";
    private static readonly TimeSpan TimeToOpen = TimeSpan.FromSeconds(5);

    public static bool IsAskedFor(IEnumerable<string> arguments) => arguments.Contains(Argument);

    /// <returns>The process exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, BotHandlers handlers, IReadOnlyList<string> arguments, TextWriter output)
    {
        try
        {
            services.GetService<BotBase>()?.ConfigureHandlers(handlers);
            var storage = await DescribeStorageAsync(services, arguments.Contains(StorageArgument)).ConfigureAwait(false);
            var text = JsonSerializer.Serialize(Describe(handlers, storage, DescribeTexts(arguments)), DescriptionJson.Default.BotDescription);
            await output.WriteLineAsync(text).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (BotConfigurationException exception)
        {
            var mask = services.GetRequiredService<SecretMask>();
            await Console.Error.WriteLineAsync(mask.Apply(exception.Message)).ConfigureAwait(false);
            return ExitCode.Configuration;
        }
    }

    private static BotDescription Describe(BotHandlers handlers, DescribedStorage storage, IReadOnlyList<DescribedText>? texts) => new()
    {
        Commands = [.. handlers.Commands.Select(command => new DescribedCommand(command.Name, command.Options.Description, command.IsDefault))],
        Text = handlers.HandlesText,
        Types = [.. handlers.Types.Select(type => type.ToString()).Order(StringComparer.Ordinal)],
        Buttons = [.. handlers.Callbacks.Names.Order(StringComparer.Ordinal)],
        DeepLinks = [.. handlers.DeepLinks.Names.Order(StringComparer.Ordinal)],
        Conditions = handlers.Conditions,
        Storage = storage,
        Texts = texts,
    };

    private static List<DescribedText>? DescribeTexts(IEnumerable<string> arguments) =>
        arguments.FirstOrDefault(argument => argument.StartsWith(TextsArgument, StringComparison.Ordinal)) is { } argument
            ? [.. TextsCheck.Run(argument[TextsArgument.Length..]).Select(finding => new DescribedText(finding.File, finding.Fault.ToString(), finding.Message))]
            : null;

    private static async Task<DescribedStorage> DescribeStorageAsync(IServiceProvider services, bool opens)
    {
        string? name = null;
        try
        {
            name = services.GetRequiredService<StorageChoice>().Chosen.Name;
            if (opens)
            {
                services.GetRequiredService<BotSettings>().Data.Create();
                using var limit = new CancellationTokenSource(TimeToOpen);
                await services.GetRequiredService<IStorageBackend>().OpenAsync(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
            }

            return new DescribedStorage(name, null);
        }
        catch (OperationCanceledException)
        {
            return new DescribedStorage(name, $"It did not answer within {TimeToOpen.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is StorageUnavailableException or BotConfigurationException or IOException or UnauthorizedAccessException)
        {
            return new DescribedStorage(name, services.GetRequiredService<SecretMask>().Apply(exception.Message));
        }
    }
}
