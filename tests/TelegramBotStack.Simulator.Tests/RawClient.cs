using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TelegramBotStack.Simulator.Tests;

/// <summary>A plain HTTP client of the Bot API, as a bot without any library would be.</summary>
internal sealed class RawClient(TelegramSimulator telegram) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public string Token { get; set; } = telegram.Token;

    public Task<Answer> Call(string method, object? arguments = null)
        => CallUntilHangUp(method, arguments, TestContext.Current.CancellationToken);

    public async Task<Answer> CallUntilHangUp(string method, object? arguments, CancellationToken hangUp)
    {
        using var response = await _http.PostAsJsonAsync(
            $"{telegram.BaseUrl}/bot{Token}/{method}",
            arguments ?? new { },
            hangUp);
        return await Read(response);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Read(response);
    }

    /// <summary>getUpdates, with the ids of the updates.</summary>
    public async Task<int[]> Updates(int offset = 0, int limit = 100, int timeout = 0)
    {
        var answer = await Call("getUpdates", new { offset, limit, timeout });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Description);
        return [.. answer.Result.EnumerateArray().Select(update => update.GetProperty("update_id").GetInt32())];
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Answer> Read(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, json, response.Headers.RetryAfter?.Delta);
    }
}

internal sealed record Answer(HttpStatusCode Status, JsonElement Json, TimeSpan? RetryAfter)
{
    public JsonElement Result => Json.GetProperty("result");

    public string? Description => Json.TryGetProperty("description", out var text) ? text.GetString() : null;

    public void ShouldBeError(int code, string description)
    {
        ((int)Status).ShouldBe(code, Json.ToString());
        Json.GetProperty("ok").GetBoolean().ShouldBeFalse();
        Json.GetProperty("error_code").GetInt32().ShouldBe(code);
        Description.ShouldBe(description);
    }
}
