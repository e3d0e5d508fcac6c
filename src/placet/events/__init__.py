"""Files of conflict events into daily counts by oblast, class and distance band."""
