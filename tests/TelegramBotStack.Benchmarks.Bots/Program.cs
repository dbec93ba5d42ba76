using TelegramBotStack.Benchmarks.Bots;

return args switch
{
    ["stack", .. var rest] => await StackBot.RunAsync(rest),
    ["bare"] => await BareBot.RunAsync(),
    ["raw"] => await RawBot.RunAsync(),
    _ => throw new ArgumentException("stack, bare or raw"),
};
