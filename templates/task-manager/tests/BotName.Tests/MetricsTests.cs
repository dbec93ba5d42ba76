public sealed class MetricsTests : TaskBotTest
{
    [Fact]
    public async Task Metrics_and_health_can_be_looked_at()
    {
        await Ask("/tasks");
        using var http = new HttpClient { BaseAddress = Telegram.MetricsUrl };

        (await Get(http, "/healthz")).ShouldStartWith("healthy");
        (await Get(http, "/metrics")).ShouldContain("handler=\"/tasks\"");
    }

    // The web server starts beside the bot, and may need a moment more.
    private static async Task<string> Get(HttpClient http, string path)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await http.GetStringAsync(path, patience.Token);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
    }
}
