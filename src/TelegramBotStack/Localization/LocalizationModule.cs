using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TelegramBotStack.Localization;

/// <summary>Lets users choose a language, and reads the texts when the bot starts.</summary>
internal sealed class LocalizationModule : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseUsers();
        builder.Services.AddSingleton<LanguageCommand>();
        builder.Services.AddSingleton<IHostedService, TextsReading>();
    }

    public void ConfigureHandlers(BotHandlers handlers) => handlers
        .DefaultCommand(
            "language",
            context => context.Services.GetRequiredService<LanguageCommand>().AskAsync(context),
            options => options.DescribeLocalized("commands.language"))
        .Callback(LanguageCommand.Button, context => context.Services.GetRequiredService<LanguageCommand>().ChooseAsync(context));

    /// <summary>A malformed file is found when an instance starts, not when it has taken over and a user writes.</summary>
    private sealed class TextsReading : IHostedService
    {
        // They are read when they are made.
        public TextsReading(Texts texts) => ArgumentNullException.ThrowIfNull(texts);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
