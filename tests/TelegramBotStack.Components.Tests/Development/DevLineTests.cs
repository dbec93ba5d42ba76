using TelegramBotStack.Components.Development;

namespace TelegramBotStack.Components.Tests.Development;

/// <summary>Lines as dotnet watch of SDK 10.0.4, the compiler and a bot print them.</summary>
public sealed class DevLineTests
{
    private const string Root = "/home/ada/bot";

    [Theory]
    [InlineData("dotnet watch : File updated: ./src/Bot/Program.cs", nameof(DevLineKind.Saved), "src/Bot/Program.cs")]
    [InlineData("dotnet watch : File added: ./src/Bot/New.cs", nameof(DevLineKind.Saved), "src/Bot/New.cs")]
    [InlineData("dotnet watch : C# and Razor changes applied in 64ms.", nameof(DevLineKind.Reloaded), "64ms")]
    [InlineData("dotnet watch : Restart is needed to apply the changes.", nameof(DevLineKind.Restarting), "Restart is needed to apply the changes.")]
    [InlineData("dotnet watch : [Bot (net10.0)] Exited with error code 134", nameof(DevLineKind.Ended), "134")]
    [InlineData("dotnet watch : Waiting for changes", nameof(DevLineKind.Watching), "Waiting for changes")]
    [InlineData("dotnet watch : Waiting for a file to change before restarting ...", nameof(DevLineKind.Waiting), "Waiting for a file to change before restarting ...")]
    [InlineData("dotnet watch : /home/ada/bot/src/Bot/Program.cs(14,62): error CS1026: ) expected", nameof(DevLineKind.Compiler), "src/Bot/Program.cs(14,62): error CS1026: ) expected")]
    [InlineData("/home/ada/bot/src/Bot/Program.cs(3,1): warning CS0168: unused [/home/ada/bot/src/Bot/Bot.csproj]", nameof(DevLineKind.Compiler), "src/Bot/Program.cs(3,1): warning CS0168: unused [src/Bot/Bot.csproj]")]
    [InlineData("The bot crashed: System.InvalidOperationException: Boom", nameof(DevLineKind.Crash), "System.InvalidOperationException: Boom")]
    [InlineData("Unhandled exception. System.ArgumentException: /start has a handler.", nameof(DevLineKind.Crash), "System.ArgumentException: /start has a handler.")]
    [InlineData("   at Bot.Create(String[] args) in /home/ada/bot/src/Bot/Program.cs:line 16", nameof(DevLineKind.Frame), "at Bot.Create(String[] args) in src/Bot/Program.cs:line 16")]
    [InlineData("what the bot itself has printed", nameof(DevLineKind.Output), "what the bot itself has printed")]
    [InlineData("dotnet watch : something that a newer one says", nameof(DevLineKind.Output), "something that a newer one says")]
    public void A_line_is_understood(string line, string kind, string text)
    {
        var read = DevLine.Read(line, Root.Replace('/', Path.DirectorySeparatorChar));

        (read.Kind.ToString(), read.Text).ShouldBe((kind, text));
    }

    [Theory]
    [InlineData("dotnet watch : Hot reload enabled. For a list of supported edits, see https://aka.ms/dotnet/hot-reload.")]
    [InlineData("dotnet watch : Press Ctrl+R to restart.")]
    [InlineData("dotnet watch : Loaded 1 project(s) in 0.2s.")]
    [InlineData("dotnet watch : [Bot (net10.0)] Exited")]
    [InlineData("  Determining projects to restore...")]
    [InlineData("  Bot -> /home/ada/bot/src/Bot/bin/Debug/net10.0/Bot.dll")]
    [InlineData("Build succeeded.")]
    [InlineData("    0 Warning(s)")]
    [InlineData("")]
    public void What_nobody_needs_is_left_out(string line) => DevLine.Read(line, Root).Kind.ShouldBe(DevLineKind.Noise);

    [Theory]
    [InlineData("2026-11-25T16:38:10.427Z info: TelegramBotStack.Instances.BotInstance[841691176] Ready: vm-1 of @echo_bot.", "info", "Ready: vm-1 of @echo_bot.")]
    [InlineData("2026-11-25T16:38:10.427Z fail: My.Shop.Orders[0] Nothing left", "fail", "Orders: Nothing left")]
    public void A_line_of_the_log_has_its_level_and_who_wrote_it_unless_it_was_the_framework(string line, string level, string text)
    {
        var read = DevLine.Read(line, Root);

        (read.Kind, read.Level).ShouldBe((DevLineKind.Log, level));
        read.Text["16:38:10 ".Length..].ShouldBe(text);
    }
}
