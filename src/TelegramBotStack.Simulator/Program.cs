namespace TelegramBotStack.Simulator;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        await using var telegram = await TelegramSimulator.StartAsync().ConfigureAwait(false);
        Console.WriteLine(telegram.BaseUrl);
        return args.Length;
    }
}
